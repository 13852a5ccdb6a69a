using System.Text.Json.Nodes;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Answers of Docker's, or of what is in its place, that are not as they should be.</summary>
[Collection(nameof(DockerTargetTests))] // One process alone of a machine acts on a node.
public sealed class OddAnswerTests : DockerTargetRun
{
    [Fact]
    public async Task LookAsync_OddFieldsThatNobodyNeeds_DoNotMatter()
    {
        Docker.Container["Mounts"] = 7;
        Docker.Container["Created"] = "not a date";
        Docker.Container["NetworkSettings"] = null;
        Docker.Container["State"]!["Pid"] = "many";
        Assert.Equal(RunState.Running, (await LookAsync()).RunState);
    }

    [Theory]
    [InlineData("Config", "null", "Config is missing")]
    [InlineData("Id", "null", "Id is missing")]
    [InlineData("State", "\"up\"", "State is \"up\"")]
    [InlineData("State", """{"Running":true,"StartedAt":"yesterday"}""", "StartedAt is \"yesterday\"")]
    [InlineData("State", """{"Running":1}""", "Running is 1")]
    public async Task LookAsync_OddFieldThatIsNeeded_IsNamed(string field, string value, string said)
    {
        Docker.Container[field] = JsonNode.Parse(value);
        var view = await LookAsync();
        Assert.Equal((RunState.Unreachable, $"GET /containers/node/json: {said}"), (view.RunState, view.UnreachableSaid));
    }

    [Fact]
    public async Task LookAsync_RefusedByAProxy_SaysWhatWasAskedAndWhatWasSaid()
    {
        Docker.Refusals["/node/json"] = (403, "<html>no</html>");
        Assert.Equal("GET /containers/node/json: HTTP 403", (await LookAsync()).UnreachableSaid);
    }

    [Theory]
    [InlineData(404, "404 page not found", "HTTP 404: 404 page not found")]
    [InlineData(404, """{"message":"page not found"}""", "page not found")]
    [InlineData(200, "{}", "Name is missing")]
    [InlineData(204, "", "Name is missing")]
    public async Task LookAsync_AnswerThatDoesNotSayThatItIsMissing_IsUnreachable(int status, string body, string said)
    {
        Docker.Refusals["/node/json"] = (status, body);
        var view = await LookAsync();
        Assert.Equal((RunState.Unreachable, $"GET /containers/node/json: {said}"), (view.RunState, view.UnreachableSaid));
    }

    [Fact]
    public async Task LookAsync_VersionRefused_GoesOnWithoutVersion()
    {
        Docker.Refusals["/version"] = (403, "");
        Docker.Refusals["/v1.41"] = (500, "");
        Assert.NotEqual(RunState.Unreachable, (await LookAsync()).RunState);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"ApiVersion":1.47}""")]
    public async Task ListenAsync_OddVersion_GoesOnWithoutVersion(string version)
    {
        Docker.Refusals["/version"] = (200, version);
        await ListenAsync();
        Assert.Equal(RunState.Running, (await LookAsync()).RunState);
    }
}
