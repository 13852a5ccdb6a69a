using System.CommandLine;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor completion bash|zsh</c>: a script that completes the program's verbs and options.</summary>
internal static class CompletionCommand
{
    // The program itself completes, by the [suggest] directive of System.CommandLine: the cursor's position, and the line up to it.
    private const string Bash = """
        # To load it: source <(alephzero-monitor completion bash)
        _alephzero_monitor() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
            if [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == facts && $word != -* ]]; then
                compopt -o filenames 2>/dev/null
                COMPREPLY=($(compgen -f -- "$word"))
            fi
        }
        complete -F _alephzero_monitor alephzero-monitor
        """;

    private const string Zsh = """
        # To load it, after compinit: source <(alephzero-monitor completion zsh)
        _alephzero_monitor() {
            if [[ ${words[2]} == facts && CURRENT -gt 2 && ${words[CURRENT]} != -* ]]; then
                _files
                return
            fi
            local line="${words[1,CURRENT]}"
            local -a found
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -- $found
        }
        compdef _alephzero_monitor alephzero-monitor
        """;

    public static Verb Create()
    {
        var shell = Inputs.OneOf(new Argument<string>("SHELL") { Description = "bash or zsh.", HelpName = "bash|zsh" }, "bash", "zsh");
        return new(
            "completion",
            "Print a script for the shell that completes verbs and options.",
            async (parsed, ct) =>
            {
                await Console.Out.WriteLineAsync(parsed.GetValue(shell) == "zsh" ? Zsh : Bash);
                return ExitCodes.Success;
            },
            shell);
    }
}
