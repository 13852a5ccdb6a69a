namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>Looks at units.</summary>
internal sealed class Units(SystemBus bus)
{
    /// <summary>Looks at a unit. Every failure is a value.</summary>
    /// <param name="unit">Its name.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<UnitView> LookAsync(string unit, CancellationToken ct)
    {
        try
        {
            return UnitView.Of(await bus.LookAsync(unit, ct));
        }
        catch (BusException e)
        {
            return new UnitView(RunState.Unreachable) { UnreachableSaid = e.Message };
        }
        catch (InvalidOperationException e) // A property has another type than it is documented to have.
        {
            return new UnitView(RunState.Unreachable) { UnreachableSaid = $"systemd's answer makes no sense: {e.Message}" };
        }
    }
}
