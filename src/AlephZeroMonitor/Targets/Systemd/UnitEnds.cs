namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>How one unit's last life ended, and who asked for that.</summary>
internal sealed class UnitEnds(string unit, TimeProvider time)
{
    /// <summary>systemd stamps what it did after it was asked for.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>A life that our action began and that ends so soon after it, ended by itself.</summary>
    private static readonly TimeSpan SoonAfter = TimeSpan.FromSeconds(15);

    private (NodeLife Life, bool? IsAsked)? _asked;
    private LifeEnd? _end;

    /// <summary>How the life that ended last did; of a unit that runs again, as it was seen while it did not.</summary>
    public async ValueTask<LifeEnd?> LookAsync(UnitView view, NodeLife? ended, LastAction? last, CancellationToken ct)
    {
        if (view.End is not { } end || ended is not { } life)
        {
            return _end;
        }

        var isOurs = last is { Remedy: Remedy.Restart } && last.Life == life && end.At >= last.BegunAt - Tolerance && !(end.At > last.EndedAt + Tolerance);
        if (_end?.At != end.At)
        {
            _end = end with { LastWords = await UnitTail.LastWordsAsync(life, time, ct) };
        }

        return _end = _end with { IsOurs = isOurs, IsAskedFor = isOurs ? null : await IsAskedAsync(life, ct) };
    }

    /// <summary>Why a stopped unit is stopped.</summary>
    public async ValueTask<StopCause> CauseAsync(UnitView view, NodeLife? ended, LastAction? last, CancellationToken ct)
    {
        if (last is null || ended is not { } life)
        {
            return StopCause.None;
        }

        var isOfAction = life == last.Life ? StopCause.OurRestart : StopCause.AfterOurStart;
        var earliest = last.BegunAt - Tolerance;
        var latest = last.EndedAt + SoonAfter ?? last.BegunAt + UnitActuator.LongestFor(view);
        return view.End is { } end && (end.At < earliest || end.At > latest) && (last.Remedy == Remedy.Restart || life != last.Life) ? StopCause.Other
            : isOfAction == StopCause.AfterOurStart && life.StartedAt < earliest ? StopCause.Other
            : await IsAskedAsync(life, ct) switch { true => StopCause.Other, false => isOfAction, null => StopCause.Unknown };
    }

    /// <summary>What was certain once stays: the journal may forget it.</summary>
    private async ValueTask<bool?> IsAskedAsync(NodeLife life, CancellationToken ct)
    {
        if (_asked is not { IsAsked: not null } known || known.Life != life)
        {
            _asked = (life, await UnitJournal.WasAskedToEndAsync(unit, life, time, ct));
        }

        return _asked.Value.IsAsked;
    }
}
