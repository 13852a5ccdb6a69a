using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>The whole terminal, redrawn without flicker. What was on it before comes back at the end.</summary>
internal sealed class Screen : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";

    private readonly CancellationTokenSource _ended;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Takes the terminal.</summary>
    public Screen(CancellationToken ct)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _signals = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, End))];
        Console.Write(Enter);
    }

    /// <summary>A signal came, or somebody quit.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>How many lines there is room for.</summary>
    public static int Room => Math.Max(1, Console.WindowHeight - 1);

    /// <summary>Draws these lines, as many as there is room for.</summary>
    public static void Draw(IEnumerable<string> lines)
    {
        Console.Write($"\e[H{string.Concat(lines.Take(Room).Select(line => $"{line}\e[K\r\n"))}\e[J");
    }

    /// <summary>The keys that were pressed since they were last taken.</summary>
    public static IEnumerable<ConsoleKeyInfo> TakeKeys()
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            yield return Console.ReadKey(intercept: true);
        }
    }

    /// <summary>Gives the terminal back.</summary>
    public void Dispose()
    {
        Console.Write(Leave);
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _ended.Dispose();
    }

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ended.Cancel();
    }
}
