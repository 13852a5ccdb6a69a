using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.EndToEnd;

public class PageBuildTests
{
    [Theory]
    [InlineData("node", "build.mjs", "--check")]
    [InlineData("npm", "run", "--silent", "check")]
    public async Task Page_BuiltAnew_IsWhatTheProgramHas(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Web(), RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    private static string Web([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "web"));
}
