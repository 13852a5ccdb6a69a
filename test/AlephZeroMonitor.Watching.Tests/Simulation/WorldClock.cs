using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The machine's two clocks over true time (seconds since the world began): one that drifts and is set, one that never jumps but begins anew at a boot.</summary>
internal sealed class WorldClock(double drift)
{
    private const double ElapsedAtBegin = 1_000_000;
    private const double ElapsedAtBoot = 20;
    private static readonly DateTimeOffset Begin = new(2025, 3, 12, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(double At, double Offset)> _jumps = [(double.NegativeInfinity, 0)];
    private double _bootedAt = -ElapsedAtBegin;
    private int _boot;

    /// <summary>When the clock was last set, in true time; infinitely long ago when it never was.</summary>
    public double LastJumpAt => _jumps[^1].At;

    /// <summary>When the machine was last booted, so that the monitor ran again.</summary>
    public double BootedAt => _bootedAt + ElapsedAtBoot;

    /// <summary>The wall clock is set forward (or back) by so many seconds.</summary>
    public void Jump(double at, double by) => _jumps.Add((at, _jumps[^1].Offset + by));

    /// <summary>The machine boots.</summary>
    public void Boot(double at) => (_bootedAt, _boot) = (at - ElapsedAtBoot, _boot + 1);

    /// <summary>The wall clock's time then.</summary>
    public DateTimeOffset Wall(double at)
    {
        var i = _jumps.Count - 1;
        while (_jumps[i].At > at)
        {
            i--;
        }

        return Begin.AddSeconds((at * (1 + drift)) + _jumps[i].Offset);
    }

    /// <summary>The wall clock's time then, as the engine writes it before a line.</summary>
    public LogTime Stamp(double at) => new((Wall(at) - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <summary>The clock that never jumps.</summary>
    public TimeSpan Elapsed(double at) => TimeSpan.FromSeconds(at - _bootedAt);

    /// <summary>Both clocks.</summary>
    public ClockReading Reading(double at) => new(Wall(at), Elapsed(at), _boot.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
