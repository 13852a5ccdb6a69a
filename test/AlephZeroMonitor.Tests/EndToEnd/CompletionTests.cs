using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary><c>alephzero-monitor completion</c>, by the shell that it is for.</summary>
public class CompletionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("alephzero-monitor re", "replay restart resume")]
    [InlineData("alephzero-monitor pau", "pause")]
    [InlineData("alephzero-monitor status --j", "--json")]
    [InlineData("alephzero-monitor completion ba", "bash")]
    [InlineData("alephzero-monitor restart nod", "node-1 node-2")]
    [InlineData("alephzero-monitor history --node nod", "node-1 node-2")]
    [InlineData("alephzero-monitor replay --node nod", "node-1 node-2")]
    [InlineData("alephzero-monitor status -", "--help --json --output --url -h -o")]
    [InlineData("alephzero-monitor facts /etc/hostna", "/etc/hostname")]
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
        Assert.Equal(words, (await RunAsync("bash", ["--norc", "-c", script, "bash", line])).Trim());
    }

    /// <summary>On a terminal of zsh's own making, with the Tab key: there its completion works as for people.</summary>
    [Theory]
    [InlineData("alephzero-monitor st", "alephzero-monitor status")]
    [InlineData("alephzero-monitor pau", "alephzero-monitor pause")]
    [InlineData("alephzero-monitor status --j", "alephzero-monitor status --json")]
    [InlineData("alephzero-monitor completion ba", "alephzero-monitor completion bash")]
    [InlineData("alephzero-monitor restart nod", "alephzero-monitor restart node-")]
    [InlineData("alephzero-monitor facts /etc/hostna", "alephzero-monitor facts /etc/hostname")]
    public async Task Zsh_TabAfterTheBeginOfAWord_CompletesIt(string line, string completed)
    {
        var script = """
            zmodload zsh/zpty
            zpty shell "TERM=dumb zsh -f -i"
            zpty -w shell 'PROMPT= ; autoload -U compinit; compinit -u -D; source <(alephzero-monitor completion zsh); echo "is"-"ready"'
            zpty -r shell seen '*is-ready*'
            zpty -w -n shell "$1"$'\t'
            zpty -r shell seen "*$2*" && print -r -- "$seen"
            zpty -d shell
            """;
        Assert.EndsWith(completed, (await RunAsync("zsh", ["-f", "-c", script, "zsh", line, completed])).TrimEnd());
    }

    [Fact]
    public async Task Completion_OtherShell_SaysWhichThereAre()
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync("completion fish");
        Assert.Equal(2, exitCode);
        Assert.Contains("bash or zsh", error);
    }

    private static async Task<string> RunAsync(string shell, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(TestSettings.Binary)}:{start.Environment["PATH"]}";
        start.Environment["CONTAINER_NAME"] = "node-1,node-2";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        await using var end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
