namespace AlephZeroMonitor.Projections.Notices;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
/// <remarks>
/// <c>Text</c> is what the message says; all other parameters are fields of the line with LOG_FORMAT=json and logfmt, by the names that docs/log.md lists.
/// Those with a capital are no part of the message.
/// </remarks>
internal static partial class Log
{
#pragma warning disable SYSLIB1015 // Not part of the text: see the remarks.
    private const string NotAgain = "Restarts continue, with increasing waits. This line is not repeated until the node recovers";
    private const string Restarts = "restart above {BlockLag100} blocks behind, or above {BlockLag20} when idle{Text}";

    [LoggerMessage(EventId = 101, Level = LogLevel.Information,
        Message = "Watching {Nodes}: a check every {Interval} s, " + Restarts + ". Version {Version}.")]
    public static partial void Watching(
        this ILogger log, string nodes, double interval, uint blockLag100, uint blockLag20, string text, string version, bool IsDryRun);

    [LoggerMessage(EventId = 102, Message = "{Node}: {Text}")]
    public static partial void Changed(
        this ILogger log, LogLevel level, string node, string text,
        Reason Reason, Hold Hold, RunState RunState, uint? Lag, uint? Best, uint? Head, uint? Finalized, uint? Session, bool? IsProducing);

    [LoggerMessage(EventId = 103, Message = "{Node}: still {Text}")]
    public static partial void Heartbeat(
        this ILogger log, LogLevel level, string node, string text,
        Reason Reason, Hold Hold, RunState RunState, uint? Lag, uint? Best, uint? Head, uint? Finalized, uint? Session, bool? IsProducing);

    [LoggerMessage(EventId = 104, Level = LogLevel.Debug, Message = "{Node}: checked, {Text}")]
    public static partial void Checked(this ILogger log, string node, string text, Reason Reason, Hold Hold, uint? Lag);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning, Message = "{Node}: {Text}")]
    public static partial void Restarting(
        this ILogger log, string node, string text, Reason Reason, uint? Lag, uint? Best, uint? Head, long? DecisionId);

    [LoggerMessage(EventId = 106, Message = "{Node}: {Text}")]
    public static partial void RestartEnded(this ILogger log, LogLevel level, string node, string text, Reason Reason, ActionResult Result, double Seconds);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error,
        Message = "{Node}: a check failed because of a bug in the monitor; the watch goes on")]
    public static partial void CheckFailed(this ILogger log, Exception exception, string node);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "{Text}")]
    public static partial void Warn(this ILogger log, string text);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "{Text}")]
    public static partial void Inform(this ILogger log, string text);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "{Node}: {Text}")]
    public static partial void Trouble(this ILogger log, string node, string text, TroubleKind Kind, long Count, string Line);

    [LoggerMessage(EventId = 111, Message = "{Node}: at {At:HH:mm:ss'Z'} its container {Text}")]
    public static partial void Happened(this ILogger log, LogLevel level, string node, DateTimeOffset at, string text, TargetEventKind Kind, bool IsOurs);

    [LoggerMessage(EventId = 112, Message = "Endpoint {Endpoint}: {State}{Text}")]
    public static partial void EndpointChanged(this ILogger log, LogLevel level, string endpoint, EndpointState state, string text);

    [LoggerMessage(EventId = 113, Message = "{Node}: {Text}")]
    public static partial void RestartJudged(this ILogger log, LogLevel level, string node, string text, Reason? Reason, RestartEffect Effect);

    [LoggerMessage(EventId = 114, Level = LogLevel.Error, Message = "{Node}: {Text}; it needs attention. " + NotAgain)]
    public static partial void Escalated(this ILogger log, string node, string text, int RestartsInARow);

    [LoggerMessage(EventId = 115, Level = LogLevel.Information, Message = "{Node}: {Text}")]
    public static partial void Acting(this ILogger log, string node, string text);

    [LoggerMessage(EventId = 116, Message = "{Node}: {Text}")]
    public static partial void SelfReportChanged(this ILogger log, LogLevel level, string node, string text);

    [LoggerMessage(EventId = 117, Message = "{Node}: {Text}")]
    public static partial void AlertChanged(this ILogger log, LogLevel level, string node, string text, AlertKind Alert, DateTimeOffset Since, bool IsOver);

    [LoggerMessage(EventId = 118, Level = LogLevel.Warning, Message = "{Node}: {Text}")]
    public static partial void LabelProblem(this ILogger log, string node, string text);

    [LoggerMessage(EventId = 119, Level = LogLevel.Warning, Message = "{Node}: its last life: {Text}")]
    public static partial void LifeEnded(this ILogger log, string node, string text, int? ExitCode);

    [LoggerMessage(EventId = 120, Message = "{Node}: {Text}")]
    public static partial void OperatorAsked(this ILogger log, LogLevel level, string node, string text, OperatorActionKind Action, string By);

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Node}: {Text}")]
    public static partial void NotRestarted(this ILogger log, string node, string text, Reason Reason, Hold Hold, string By);

    [LoggerMessage(EventId = 122, Level = LogLevel.Information, Message = "{Node}: its pause is over: restarts are allowed again")]
    public static partial void PauseOver(this ILogger log, string node);

    [LoggerMessage(EventId = 123, Level = LogLevel.Information, Message = "Stopping because of a signal. No node is watched until the monitor runs again.")]
    public static partial void Ending(this ILogger log);
}
