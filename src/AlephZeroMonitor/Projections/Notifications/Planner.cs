using System.Security.Cryptography;
using static System.FormattableString;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>What the planner has to know beside the notices.</summary>
internal sealed record Situation
{
    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How many nodes are watched.</summary>
    public required int Nodes { get; init; }

    /// <summary>How long a notice waits for others with the same cause.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>After how long an alert that stands is sent again; null: never.</summary>
    public required TimeSpan? Repeat { get; init; }

    /// <summary>How many messages may still be made in this hour.</summary>
    public required int Budget { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The page; null when its address is not known.</summary>
    public Uri? Link { get; init; }

    /// <summary>Whether an alert of a node stands by what the monitor knows now; null when it knows nothing of it yet.</summary>
    public Func<string, Alert, bool?> Stands { get; init; } = (_, _) => null;

    /// <summary>Whether somebody silenced an alert of a node.</summary>
    public Func<string, AlertKind, bool> IsSilenced { get; init; } = (_, _) => false;
}

/// <summary>What becomes of the notices.</summary>
/// <param name="Told">Begins of alerts that become messages now.</param>
/// <param name="Done">Notices that are done with.</param>
/// <param name="Messages">The messages.</param>
internal sealed record Plan(ImmutableArray<long> Told, ImmutableArray<long> Done, ImmutableArray<Message> Messages)
{
    public bool IsEmpty => Told.IsEmpty && Done.IsEmpty;
}

/// <summary>Makes messages of notices. Pure: all that it needs is passed to it.</summary>
internal static class Planner
{
    /// <summary>Older notices are dropped: they were not sent while the monitor did not run, or had no receiver.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    private const int IdDigits = 20;

    /// <summary>Makes a plan.</summary>
    /// <param name="all">The notices of the outbox, oldest first.</param>
    /// <param name="it">All else.</param>
    public static Plan Make(IReadOnlyList<SavedNotice> all, Situation it)
    {
        var begins = all.Where(each => each.Notice.Kind == NoticeKind.AlertBegan).ToLookup(Identity);
        var overs = all.Where(each => each.Notice.Kind == NoticeKind.AlertOver).ToArray();
        var isOver = overs.Select(Identity).ToHashSet();

        // What was not told when it began (it was short, or silenced) is not told when it ends.
        var quiet = overs.Where(each => !begins[Identity(each)].Any(begin => begin.ToldAt is not null)).ToArray();
        var old = all.Where(each => each.ToldAt is null && it.Now - each.Notice.Decision.At > News && !isOver.Contains(Identity(each)) && !Stands(each, it)).ToArray();
        var gone = quiet.Concat(quiet.SelectMany(each => begins[Identity(each)])).Concat(old).ToHashSet();

        var pending = all.Where(each => !gone.Contains(each) && each.ToldAt is null && !IsSilenced(each, it));
        var again = all.Where(each => each.ToldAt is { } told && it.Now - told >= it.Repeat && !isOver.Contains(Identity(each)) && Stands(each, it) && !IsSilenced(each, it));
        var groups = pending.GroupBy(Cause).Select(group => group.ToArray()).Where(group => IsDue(group, it)).Select(group => Of(group, it, stands: false))
            .Concat(again.GroupBy(Cause).Select(group => Of([.. group], it, stands: true)))
            .OrderByDescending(group => group.Message.Level).ToArray();
        var shown = groups.Length <= it.Budget ? groups : it.Budget > 0 ? [.. groups[..(it.Budget - 1)], Summary(groups[(it.Budget - 1)..], it)] : [];
        var told = shown.SelectMany(group => group.Notices).ToArray();
        var ended = told.Where(each => each.Notice.Kind == NoticeKind.AlertOver).SelectMany(each => begins[Identity(each)]);
        return new Plan(
            [.. told.Where(each => each.Notice.Kind == NoticeKind.AlertBegan).Select(each => each.Id)],
            [.. told.Where(each => each.Notice.Kind != NoticeKind.AlertBegan).Concat(ended).Concat(gone).Select(each => each.Id).Distinct()],
            [.. shown.Select(group => group.Message)]);
    }

    /// <summary>What all alerts that stand and were sent say now, for receivers that forget.</summary>
    public static Message? Standing(IReadOnlyList<SavedNotice> all, Situation it)
    {
        var overs = all.Where(each => each.Notice.Kind == NoticeKind.AlertOver).Select(Identity).ToHashSet();
        SavedNotice[] standing =
        [
            .. all.Where(each => each is { ToldAt: not null, Notice.Kind: NoticeKind.AlertBegan } && !overs.Contains(Identity(each)) && Stands(each, it) && !IsSilenced(each, it)),
        ];
        return standing.Length == 0 ? null : Of(standing, it, stands: true).Message;
    }

    /// <summary>A notice does not wait where there is one node, or when all nodes have it.</summary>
    private static bool IsDue(SavedNotice[] group, Situation it) =>
        group.DistinctBy(each => each.Node).Count() >= it.Nodes || it.Now - group.Min(each => each.Notice.Decision.At) is var age && (age >= it.Window || age < TimeSpan.Zero);

    private static bool Stands(SavedNotice saved, Situation it) => saved.Notice.Alert is { } alert && it.Stands(saved.Node, alert) == true;

    private static bool IsSilenced(SavedNotice saved, Situation it) => saved.Notice.Alert is { } alert && it.IsSilenced(saved.Node, alert.Kind);

    private static (string, AlertKind, DateTimeOffset)? Identity(SavedNotice saved) => saved.Notice.Alert is { } alert ? (saved.Node, alert.Kind, alert.Since) : null;

    /// <summary>Notices with the same cause are one message.</summary>
    private static (NoticeKind, AlertKind?, Reason?) Cause(SavedNotice saved) => saved.Notice switch
    {
        { Alert: { Kind: AlertKind.Blind } alert, Kind: NoticeKind.AlertBegan } notice => (notice.Kind, alert.Kind, notice.Decision.Reason),
        { Alert: { } alert } notice => (notice.Kind, alert.Kind, null),
        var notice => (notice.Kind, null, notice.Decision.RestartedFor),
    };

    private static (Message Message, SavedNotice[] Notices) Of(SavedNotice[] group, Situation it, bool stands)
    {
        (string, Notice)[] notices = [.. group.Select(each => (each.Node, each.Notice))];
        var notice = group[0].Notice;
        var kind = (notice.Kind, stands) switch
        {
            (_, true) => MessageKind.Stands,
            (NoticeKind.AlertBegan, _) => MessageKind.Began,
            (NoticeKind.AlertOver, _) => MessageKind.Over,
            _ => MessageKind.Restart,
        };
        var message = new Message
        {
            Id = Id(kind, group),
            Kind = kind,
            Level = group.Max(each => each.Notice.Level),
            Title = NoticeText.Title(notices, stands ? it.Now - notice.Alert?.Since : null),
            Text = NoticeText.Text(notices) + $"\nHost: {it.Host}",
            At = it.Now,
            Link = it.Link,
            Subjects =
            [
                .. group.Select(each => new Subject(
                    each.Node, $"{each.Notice.Alert?.Kind.ToString() ?? each.Notice.Kind.ToString()}", each.Notice.Alert?.Since ?? each.Notice.Decision.At, NoticeText.One(each.Notice))
                {
                    IsAlert = each.Notice.Alert is not null,
                }),
            ],
        };
        return (message, group);
    }

    private static (Message Message, SavedNotice[] Notices) Summary((Message Message, SavedNotice[] Notices)[] groups, Situation it)
    {
        SavedNotice[] all = [.. groups.SelectMany(group => group.Notices)];
        var message = groups[0].Message with
        {
            Id = Id(MessageKind.Summary, all),
            Kind = MessageKind.Summary,
            Title = Invariant($"{groups.Length} things at once"),
            Text = string.Join('\n', groups.Select(group => $"- {group.Message.Title}")) + "\nNOTIFY_MAX_PER_HOUR is reached: what follows is told together, later.",
            Subjects = [.. groups.SelectMany(group => group.Message.Subjects)],
        };
        return (message, all);
    }

    /// <summary>The same for the same notices, sent as often before.</summary>
    private static string Id(MessageKind kind, SavedNotice[] notices)
    {
        var parts = notices.Select(each => Invariant($"{each.Node}/{each.Notice.Kind}/{each.Notice.Alert?.Kind}/{each.Notice.Decision.At.ToUnixTimeMilliseconds()}/{each.ToldAt?.ToUnixTimeMilliseconds()}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{string.Join('|', parts)}")))[..IdDigits];
    }
}
