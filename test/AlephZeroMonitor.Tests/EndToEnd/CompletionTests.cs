using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary><c>alephzero-monitor completion</c>, by the shell that it is for.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("alephzero-monitor re", "replay restart resume")]
    [InlineData("alephzero-monitor pau", "pause")]
    [InlineData("alephzero-monitor status --j", "--json")]
    [InlineData("alephzero-monitor completion ba", "bash")]
    [InlineData("alephzero-monitor restart nod", "node-1 node-2")]
    public async Task Bash_BeginOfAWord_IsCompleted(string line, string words)
    {
        var script = """
            source <(alephzero-monitor completion bash)
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<< "$1"
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            declared=$(complete -p alephzero-monitor)
            [[ $declared =~ -F\ ([^ ]+) ]] && "${BASH_REMATCH[1]}"
            echo "${COMPREPLY[*]}"
            """;
        Assert.Equal(words, (await RunBashAsync(script, line)).Trim());
    }

    [Fact]
    public async Task Completion_OtherShell_SaysWhichThereAre()
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync("completion fish");
        Assert.Equal(2, exitCode);
        Assert.Contains("'zsh'", error);
    }

    private static async Task<string> RunBashAsync(string script, string argument)
    {
        var start = new ProcessStartInfo("bash", ["--norc", "-c", script, "bash", argument]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(TestSettings.Binary)}:{start.Environment["PATH"]}";
        start.Environment["CONTAINER_NAME"] = "node-1,node-2";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
