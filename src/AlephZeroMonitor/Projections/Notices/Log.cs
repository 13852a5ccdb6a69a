namespace AlephZeroMonitor.Projections.Notices;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
/// <remarks>Parameters with a capital are not part of the text. With LOG_FORMAT=json they are properties of the line.</remarks>
internal static partial class Log
{
#pragma warning disable SYSLIB1015 // Not part of the text: see the remarks.
    private const string NotAgain = "Restarts go on, with longer and longer waits. This is not written again until the node has recovered";
    private const string Restarts = "restart above {BlockLag100} blocks behind, or above {BlockLag20} when idle{DryRun}";

    [LoggerMessage(EventId = 101, Level = LogLevel.Information,
        Message = "Watching {Nodes}: a check every {Interval} s, " + Restarts + ". Version {Version}.")]
    public static partial void Watching(
        this ILogger log, string nodes, double interval, uint blockLag100, uint blockLag20, string dryRun, string version);

    [LoggerMessage(EventId = 102, Message = "{Node}: {Verdict}{Numbers}")]
    public static partial void Changed(
        this ILogger log, LogLevel level, string node, string verdict, string numbers,
        Reason Reason, Hold Hold, uint? Best, uint? Head, uint? Lag);

    [LoggerMessage(EventId = 103, Message = "{Node}: still {Verdict}{Numbers}")]
    public static partial void Heartbeat(
        this ILogger log, LogLevel level, string node, string verdict, string numbers,
        Reason Reason, Hold Hold, uint? Best, uint? Head, uint? Lag);

    [LoggerMessage(EventId = 104, Level = LogLevel.Debug, Message = "{Node}: checked, {Verdict}, lag {Lag}")]
    public static partial void Checked(this ILogger log, string node, string verdict, uint? lag);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning, Message = "{Node}: {Verb}ing it: {Reason}: {Explanation}{Numbers}")]
    public static partial void Restarting(
        this ILogger log, string node, string verb, Reason reason, string explanation, string numbers, uint? Best, uint? Head, uint? Lag);

    [LoggerMessage(EventId = 106, Message = "{Node}: {Outcome}")]
    public static partial void RestartEnded(
        this ILogger log, LogLevel level, string node, string outcome, ActionResult Result, double Seconds);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error,
        Message = "{Node}: a check failed because of a bug in the monitor; the watch goes on")]
    public static partial void CheckFailed(this ILogger log, Exception exception, string node);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "{Notice}")]
    public static partial void Warn(this ILogger log, string notice);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "{Notice}")]
    public static partial void Inform(this ILogger log, string notice);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "{Node}: {Kind} in its log ({Count} {Lines}{At}): {Line}")]
    public static partial void Trouble(this ILogger log, string node, TroubleKind kind, long count, string lines, string at, string line);

    [LoggerMessage(EventId = 111, Message = "{Node}: at {At:HH:mm:ss'Z'} its container {What}")]
    public static partial void Happened(this ILogger log, LogLevel level, string node, DateTimeOffset at, string what);

    [LoggerMessage(EventId = 112, Message = "Endpoint {Host}: {State}{Why}")]
    public static partial void EndpointChanged(this ILogger log, LogLevel level, string host, EndpointState state, string why);

    [LoggerMessage(EventId = 113, Message = "{Node}: {What}")]
    public static partial void RestartJudged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 114, Level = LogLevel.Error, Message = "{Node}: {What}; somebody has to look at it. " + NotAgain)]
    public static partial void Escalated(this ILogger log, string node, string what, int Count);

    [LoggerMessage(EventId = 115, Level = LogLevel.Information, Message = "{Node}: {What}")]
    public static partial void Acting(this ILogger log, string node, string what);

    [LoggerMessage(EventId = 116, Message = "{Node}: {What}")]
    public static partial void SelfReportChanged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 117, Message = "{Node}: {What}")]
    public static partial void AlertChanged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 118, Level = LogLevel.Warning, Message = "{Node}: {Problem}")]
    public static partial void LabelProblem(this ILogger log, string node, string problem);

    [LoggerMessage(EventId = 119, Level = LogLevel.Warning, Message = "{Node}: its last life: {How}")]
    public static partial void LifeEnded(this ILogger log, string node, string how);

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "{Node}: {What}")]
    public static partial void OperatorAsked(this ILogger log, string node, string what);

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Node}: the restart that {By} asked for is not done: {Verdict}")]
    public static partial void NotRestarted(this ILogger log, string node, string by, string verdict);
}
