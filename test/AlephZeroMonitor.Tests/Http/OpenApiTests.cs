using System.Runtime.CompilerServices;
using AlephZeroMonitor.Http.Document;

namespace AlephZeroMonitor.Http;

public class OpenApiTests
{
    /// <summary>When it is set, the document is written anew.</summary>
    private const string WriteVariable = "WRITE_OPENAPI";

    [Fact]
    public async Task Document_MadeFromTheRoutes_IsTheOneOfTheProgram()
    {
        var made = await OpenApiDocument.MakeAsync();
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            await File.WriteAllTextAsync(InSources(), made, TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllTextAsync(InSources(), TestContext.Current.CancellationToken);
        Assert.True(made == kept, $"src/AlephZeroMonitor/Http/openapi.json is not that of the routes. Run this test with {WriteVariable}=1 to write it anew, and build again.");
    }

    [Fact]
    public async Task Document_AskedFor_IsServed()
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync("/openapi/v1.json");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(InSources(), TestContext.Current.CancellationToken), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string InSources([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "AlephZeroMonitor", "Http", "openapi.json"));
}
