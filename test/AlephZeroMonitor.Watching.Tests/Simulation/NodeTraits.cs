namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What a node is like for as long as its world lasts.</summary>
/// <param name="IsValidator">It produces blocks.</param>
/// <param name="LogsSync">Its version logs when it enters and leaves major sync.</param>
/// <param name="LogsText">Its log is real text, read by the real reader.</param>
/// <param name="MeanHealth">How long it is well at a time, in seconds.</param>
/// <param name="CureChance">How likely a restart cures it.</param>
/// <param name="CatchUpRate">Blocks that it imports a second when it catches up.</param>
/// <param name="OwnerIsBusy">Its owner stops, pauses, removes and restarts it.</param>
internal sealed record NodeTraits(bool IsValidator, bool LogsSync, bool LogsText, double MeanHealth, double CureChance, double CatchUpRate, bool OwnerIsBusy)
{
    /// <summary>Draws a node.</summary>
    public static NodeTraits Of(Chance chance, bool logsText) => new(
        chance.Of(0.5), chance.Of(0.8), logsText, chance.Pick<double>(3000, 15_000, 60_000), chance.Pick(0, 0.5, 0.9, 1), chance.Pick<double>(1.5, 3, 10, 60), chance.Of(0.3));
}
