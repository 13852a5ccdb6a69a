using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Makes notices and messages.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    public static Decision Decision(double second = 0, Reason reason = Reason.InStep) =>
        new() { At = Now.AddSeconds(second), Reason = reason, RunState = RunState.Running, Best = 9, Head = 9, Lag = 0 };

    public static Alert Alert(AlertKind kind = AlertKind.NoPeers, double second = 0) => new(kind, Now.AddSeconds(second));

    public static Notice Begun(AlertKind kind = AlertKind.NoPeers, double second = 0, Reason reason = Reason.InStep) =>
        new(NoticeKind.AlertBegan, Decision(second, reason)) { Alert = Alert(kind, second) };

    public static Notice Over(AlertKind kind = AlertKind.NoPeers, double second = 0, double at = 60) => new(NoticeKind.AlertOver, Decision(at)) { Alert = Alert(kind, second) };

    public static Notice Helped(double second = 0) =>
        new(NoticeKind.RestartHelped, Restarted(second, ago: 65) with { Effect = RestartEffect.Recovered, LagBefore = 104, RecoveredAfter = TimeSpan.FromSeconds(5) });

    public static Notice Futile(double second, uint lag) => new(
        NoticeKind.RestartDidNotHelp,
        Restarted(second, ago: 9) with { Effect = RestartEffect.NoChange, LagBefore = 25, Reason = Reason.FarBehind, Lag = lag, Hold = Hold.BackingOff, HoldFor = TimeSpan.FromMinutes(10) });

    private static Decision Restarted(double second, double ago) => Decision(second) with { SinceRestart = TimeSpan.FromSeconds(ago), RestartedFor = Reason.FarBehind };

    public static SavedNotice Saved(this Notice notice, long id, string node = "a", double? toldAt = null) =>
        new(id, node, notice, toldAt is { } second ? Now.AddSeconds(second) : null);

    /// <summary>A message about an alert, with all that a message can have.</summary>
    public static Message Message(MessageKind kind = MessageKind.Began, AlertLevel level = AlertLevel.Critical, int textLength = 40) => new()
    {
        Id = "0123456789abcdef",
        Kind = kind,
        Level = level,
        Title = "a: crashed <&>",
        Text = new string('x', textLength - 3) + "<&>",
        At = Now,
        Link = new Uri("https://monitor.example/?a=1&b=2"),
        Subjects = [new Subject("a", "Crashed", Now.AddMinutes(-5), "exit code 1") { IsAlert = true }],
    };
}
