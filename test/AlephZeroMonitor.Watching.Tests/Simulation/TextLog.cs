using System.Globalization;
using System.Text;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>Writes the text that a node writes, and reads it with the real reader, in reads of any size.</summary>
internal sealed class TextLog(Chance chance) : INodeLog
{
    private readonly NodeLog _log = new();

    /// <inheritdoc/>
    public NodeFacts Facts => _log.Facts;

    /// <inheritdoc/>
    public void Banner(LogTime at)
    {
        Write(at, "INFO main sc_cli::runner: Aleph Node    ");
        Write(at, $"INFO main sc_cli::runner: 📋 Chain specification: {SimulatedEndpoint.Chain}    ");
    }

    /// <inheritdoc/>
    public void Best(LogTime at, uint best) =>
        Write(at, $"INFO tokio-runtime-worker substrate: 💤 Idle (40 peers), best: #{best} (0x366e…3605), finalized #{best - 3} (0x4ddb…8917), ⬇ 1.1kiB/s ⬆ 1.2kiB/s    ");

    /// <inheritdoc/>
    public void Session(LogTime at, uint session) => Write(at, $"INFO tokio-runtime-worker aleph-party: Running session {session}.    ");

    /// <inheritdoc/>
    public void Produced(LogTime at, uint block)
    {
        Write(at, $"INFO tokio-runtime-worker sc_basic_authorship: 🎁 Prepared block for proposing at {block} (5 ms) [hash: 0x1f5c; extrinsics (1): [0x2a]]    ");
        Write(at, $"INFO tokio-runtime-worker aura: 🔖 Pre-sealed block for proposal at {block}. Hash now 0x366e, previously 0x4ddb.    ");
    }

    /// <inheritdoc/>
    public void Sync(LogTime at, MajorSync state) =>
        Write(at, state == MajorSync.In ? "INFO tokio-runtime-worker aleph: Switched to major sync state.    " : "INFO tokio-runtime-worker aleph: No longer in major sync state.    ");

    private void Write(LogTime at, string text)
    {
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at} {at.At:yyyy-MM-dd HH:mm:ss.fff}  {text}\n"));
        var cut = chance.Below(line.Length);
        _log.Append(line.AsSpan(0, cut));
        _log.Append(line.AsSpan(cut));
    }
}
