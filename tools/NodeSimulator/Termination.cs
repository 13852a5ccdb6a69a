using System.Runtime.InteropServices;

namespace NodeSimulator;

/// <summary>Turns SIGTERM and SIGINT into a token, or ignores SIGTERM.</summary>
internal sealed class Termination : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration _sigterm;
    private readonly PosixSignalRegistration _sigint;

    /// <summary>Listens from now on.</summary>
    public Termination(bool ignoreSigterm)
    {
        _sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ignoreSigterm));
        _sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, isIgnored: false));
    }

    /// <summary>Cancelled when the process is asked to end.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>Waits until the process is asked to end.</summary>
    public async Task WaitAsync() =>
        await Task.Delay(Timeout.Infinite, Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public void Dispose()
    {
        _sigterm.Dispose();
        _sigint.Dispose();
        _asked.Dispose();
    }

    private void End(PosixSignalContext signal, bool isIgnored)
    {
        signal.Cancel = true;
        if (!isIgnored)
        {
            _asked.Cancel();
        }
    }
}
