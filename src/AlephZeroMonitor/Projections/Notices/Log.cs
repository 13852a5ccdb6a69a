using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>The log lines of this folder. Ids and names are API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 101, Level = LogLevel.Information,
        Message = "Watching {Nodes}: a check each {Interval} s, restart above {BlockLag100} blocks behind, or above {BlockLag20} when idle{DryRun}. Version {Version}.")]
    public static partial void Watching(this ILogger log, string nodes, double interval, uint blockLag100, uint blockLag20, string dryRun, string version);

    [LoggerMessage(EventId = 102, Message = "{Node}: {Verdict}; best {Best}, head {Head}, lag {Lag}, rate {Rate} blocks/s, catch-up {CatchUp}; {Work}")]
    public static partial void Changed(
        this ILogger log, LogLevel level, string node, string verdict, string best, string head, string lag, string rate, string catchUp, string work);

    [LoggerMessage(EventId = 103, Message = "{Node}: still {Verdict}; best {Best}, head {Head}, lag {Lag}, rate {Rate} blocks/s, catch-up {CatchUp}; {Work}")]
    public static partial void Heartbeat(
        this ILogger log, LogLevel level, string node, string verdict, string best, string head, string lag, string rate, string catchUp, string work);

    [LoggerMessage(EventId = 104, Level = LogLevel.Debug, Message = "{Node}: checked, {Verdict}, lag {Lag}")]
    public static partial void Checked(this ILogger log, string node, string verdict, uint? lag);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning,
        Message = "{Node}: restarting it: {Reason}: {Explanation}; best {Best}, head {Head}, lag {Lag}, rate {Rate} blocks/s, catch-up {CatchUp}; {Work}")]
    public static partial void Restarting(
        this ILogger log, string node, Reason reason, string explanation, string best, string head, string lag, string rate, string catchUp, string work);

    [LoggerMessage(EventId = 106, Message = "{Node}: restart {Result} after {Seconds:0.0} s: {Detail}")]
    public static partial void RestartEnded(this ILogger log, LogLevel level, string node, RestartResult result, double seconds, string detail);

    [LoggerMessage(EventId = 107, Level = LogLevel.Error, Message = "{Node}: a check failed by a bug of the monitor's; the watch goes on")]
    public static partial void CheckFailed(this ILogger log, Exception exception, string node);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "{Node}: its log tells of {Kind} in {Count} {Lines}, the last at {At}: {Line}")]
    public static partial void Trouble(this ILogger log, string node, TroubleKind kind, long count, string lines, string at, string line);

    [LoggerMessage(EventId = 111, Message = "{Node}: at {At:HH:mm:ss'Z'} its container {What}")]
    public static partial void Happened(this ILogger log, LogLevel level, string node, DateTimeOffset at, string what);

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "{Node}: an operator asks for: {What} ({By})")]
    public static partial void OperatorAsked(this ILogger log, string node, string what, string by);

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{Node}: the restart that {By} asked for is not done: {Verdict}")]
    public static partial void NotRestarted(this ILogger log, string node, string by, string verdict);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "{Notice}")]
    public static partial void Warn(this ILogger log, string notice);

    [LoggerMessage(EventId = 109, Level = LogLevel.Information, Message = "{Notice}")]
    public static partial void Inform(this ILogger log, string notice);

    [LoggerMessage(EventId = 112, Message = "Endpoint {Host}: {State}{Why}")]
    public static partial void EndpointChanged(this ILogger log, LogLevel level, string host, EndpointState state, string why);

    [LoggerMessage(EventId = 113, Message = "{Node}: {What}")]
    public static partial void RestartJudged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 114, Level = LogLevel.Error,
        Message = "{Node}: {Count} restarts in a row did not help; somebody has to look at it. Further ones are tried ever more rarely; this is not said again until it has recovered")]
    public static partial void Escalated(this ILogger log, string node, int count);

    [LoggerMessage(EventId = 116, Message = "{Node}: {What}")]
    public static partial void SelfReportChanged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 117, Message = "{Node}: {What}")]
    public static partial void AlertChanged(this ILogger log, LogLevel level, string node, string what);

    [LoggerMessage(EventId = 115, Level = LogLevel.Information, Message = "{Node}: {What}")]
    public static partial void Acting(this ILogger log, string node, string what);
}
