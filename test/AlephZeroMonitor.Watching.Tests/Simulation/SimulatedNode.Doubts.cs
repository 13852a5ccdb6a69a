namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What puts the monitor in doubt.</summary>
internal sealed partial class SimulatedNode
{
    private double _sleepsUntil = double.NegativeInfinity;

    /// <summary>When it crashed, so that it is stopped; null when it did not.</summary>
    public double? CrashedAt { get; private set; }

    /// <summary>Its log cannot be read to its end until then.</summary>
    public double LogDamagedUntil { get; set; } = double.NegativeInfinity;

    /// <summary>It crashed, and nothing starts it again before somebody does.</summary>
    public void Crash(double at)
    {
        if (RunState == RunState.Running)
        {
            Stop(at, RunState.Stopped);
            (StopCause, CrashedAt, _startsAt) = (StopCause.Other, at, at + _chance.Wait(3000));
        }
    }

    /// <summary>Its owner stops it, by and by to start it again.</summary>
    public void StopAsOwner(double at)
    {
        Stop(at, _chance.Pick(RunState.Stopped, RunState.Missing));
        StopCause = StopCause.Other;
        _startsAt = at + _chance.Wait(1500);
    }

    /// <summary>It does nothing until then.</summary>
    public void Sleep(double at, double until)
    {
        Advance(at);
        _sleepsUntil = until;
    }
}
