using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.Http;

/// <summary>The page's sources in web/, and what the program embeds of them.</summary>
public class PageBuildTests
{
    [Fact]
    public Task Sources_ByTheTypeChecker_AreRight() => AssertRunsAsync("npm", "run", "check", "--silent");

    [Fact]
    public Task EmbeddedFiles_AreTheSourcesBuilt() => AssertRunsAsync("node", "build.mjs", "--check");

    private static async Task AssertRunsAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder(), RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "web"));
}
