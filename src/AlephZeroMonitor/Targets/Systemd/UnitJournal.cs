namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>What systemd itself wrote of a unit.</summary>
internal static class UnitJournal
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether somebody asked a life to end, by a job or a signal of systemctl; null when the journal does not show that life, or not in time.</summary>
    /// <param name="life">The life, which has ended.</param>
    public static async Task<bool?> WasAskedToEndAsync(string unit, NodeLife life, TimeProvider time, CancellationToken ct)
    {
        var (isShown, isAsked) = (false, false);
        var problem = await Journal.ReadAsync(
            Timeout, time, ["--output-fields=JOB_TYPE,JOB_RESULT,MESSAGE", $"UNIT={unit}", $"INVOCATION_ID={life.InstanceId}"], Take, ct);
        return isAsked ? true : isShown && problem is null ? false : null;

        void Take(JournalRecord record)
        {
            // A restart is a job of its own; while it stops the unit, its records say "stop", but only at its end is there a result.
            isShown = true;
            isAsked |= (record.JobType is "stop" or "restart" && record.JobResult.Length > 0)
                || record.Message.AsSpan().IndexOf("on client request"u8) >= 0;
        }
    }
}
