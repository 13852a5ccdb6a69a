using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Api;

public class ApiJsonTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A node with something in every form that JSON has for it.</summary>
    private static readonly NodeStatus Node = new()
    {
        Name = "a",
        IsFresh = true,
        Policy = new Policy { StallDuration = TimeSpan.FromMinutes(5) },
        Life = new NodeLife("c", At),
        PausedUntil = At.AddHours(1),
        Help = [new HelpShare("a", Reason.FarBehind, 1, 2, 3)],
        Decision = new Decision
        {
            At = At,
            RunState = RunState.Running,
            Reason = Reason.FarBehind,
            Hold = Hold.CoolingDown,
            HoldFor = TimeSpan.FromSeconds(1.5),
            Lag = 7,
            Alerts = [new(AlertKind.Forked, At) { Finalized = 7 }],
            Disagreements = [new Disagreement(DisagreementKind.Best, BestSource.NodeRpc, 7, 8)],
            Fork = new ForkEvidence(7, "0x1", "0x2"),
            HeadDoubts = [new EndpointVerdict("https://host", EndpointState.Down) { Problem = new EndpointProblem(EndpointProblemKind.HttpStatus, Number: 500) }],
        },
        Facts = new NodeFacts { BestAt = new LogTime(1_741_766_400_123_456_789), Troubles = [new Trouble(TroubleKind.DiskFull, 2, null, "no space")] },
    };

    [Fact]
    public void Node_ReadBack_IsTheSame()
    {
        var text = JsonSerializer.Serialize(Node, ApiJson.Default.NodeStatus);
        var read = JsonSerializer.Deserialize(text, ApiJson.Default.NodeStatus)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, ApiJson.Default.NodeStatus));
        Assert.Equal((Node.Decision!.Alerts[0], Node.Decision.HoldFor, Node.Facts!.BestAt), (read.Decision!.Alerts[0], read.Decision.HoldFor, read.Facts!.BestAt));
    }

    [Fact]
    public void Print_Node_HasDurationsInSecondsEnumsAsNamesAndNullsKept()
    {
        using var json = JsonDocument.Parse(ApiJson.Print(Node));
        var decision = json.RootElement.GetProperty("decision");
        Assert.Equal(1.5, decision.GetProperty("holdFor").GetDouble());
        Assert.Equal(300, json.RootElement.GetProperty("policy").GetProperty("stallDuration").GetInt32());
        Assert.Equal("""[{"kind":"Forked","since":"2025-03-12T08:00:00+00:00","finalized":7,"line":null,"level":"Critical"}]""", string.Concat(decision.GetProperty("alerts").GetRawText().Where(letter => !char.IsWhiteSpace(letter))));
        Assert.Equal("2025-03-12T08:00:00.123456789Z", json.RootElement.GetProperty("facts").GetProperty("bestAt").GetString());
        Assert.Equal(JsonValueKind.Null, decision.GetProperty("logProblem").ValueKind);
    }

    /// <summary>A new member needs no change here or in the API.</summary>
    [Fact]
    public void Decision_EveryMember_IsThere()
    {
        using var json = JsonDocument.Parse(ApiJson.Print(Node));
        var names = typeof(Decision).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order();
        Assert.Equal(names.Where(name => name != "equalityContract"), json.RootElement.GetProperty("decision").EnumerateObject().Select(member => member.Name).Order());
    }

    [Theory]
    [InlineData("""{"decision":{"alerts":"Forked"}}""")]
    [InlineData("""{"decision":{"alerts":["Nonsense"]}}""")]
    [InlineData("""{"facts":{"bestAt":"yesterday"}}""")]
    public void Read_WhatTheApiDoesNotWrite_IsRefused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, ApiJson.Default.NodeStatus));
}
