using System.Runtime.CompilerServices;
using AlephZeroMonitor.Http.Document;

namespace AlephZeroMonitor.Http;

public class OpenApiTests
{
    /// <summary>When it is set, the document is written anew.</summary>
    private const string WriteVariable = "WRITE_OPENAPI";

    [Fact]
    public async Task Document_MadeFromTheRoutes_IsTheOneOfTheProgram() => await IsKeptAsync("src/AlephZeroMonitor/Http/openapi.json", await OpenApiDocument.MakeAsync());

    [Fact]
    public async Task Page_OfAllFields_IsTheOneOfTheDocs() => await IsKeptAsync("docs/api.md", ApiFields.Of(await OpenApiDocument.MakeAsync()));

    [Fact]
    public async Task Document_AskedFor_IsServed()
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync("/openapi/v1.json");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(InSources("src/AlephZeroMonitor/Http/openapi.json"), TestContext.Current.CancellationToken), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task IsKeptAsync(string path, string made)
    {
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            await File.WriteAllTextAsync(InSources(path), made, TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllTextAsync(InSources(path), TestContext.Current.CancellationToken);
        Assert.True(made == kept, $"{path} is not what the routes and the API's records make it. Run this test with {WriteVariable}=1 to write it anew, and build again.");
    }

    private static string InSources(string path, [CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", path));
}
