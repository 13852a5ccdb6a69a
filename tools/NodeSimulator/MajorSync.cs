namespace NodeSimulator;

/// <summary>Whether the node is in major sync: it is, while within the last ten seconds it saw itself far behind. Source: finality-aleph, sync service of r-14.</summary>
internal sealed class MajorSync
{
    private const uint FarBehind = 15;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private TimeSpan _lastFarBehind;

    /// <summary>True at the start.</summary>
    public bool IsIn { get; private set; } = true;

    /// <summary>Takes note of how far behind the node sees itself; true when the state has changed by that.</summary>
    public bool Update(uint behind, TimeSpan now)
    {
        if (behind > FarBehind)
        {
            _lastFarBehind = now;
        }

        var wasIn = IsIn;
        IsIn = behind > FarBehind || (wasIn && now - _lastFarBehind < Memory);
        return IsIn != wasIn;
    }
}
