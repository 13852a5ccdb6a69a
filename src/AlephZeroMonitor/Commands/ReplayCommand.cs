using System.Collections.Immutable;
using System.Text.Json;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor replay</c>: decides all saved decisions again, and what other settings would have changed.</summary>
internal static class ReplayCommand
{
    private const int Batch = 200;

    /// <summary>Exits with 1 when a decision is not as saved.</summary>
    /// <param name="node">One node; null for all.</param>
    /// <param name="since">How far back; null for all that is there.</param>
    /// <param name="set">Settings to change, as NAME=VALUE.</param>
    /// <param name="asJson">Print JSON.</param>
    public static int Run(string? node, string? since, IReadOnlyList<string> set, bool asJson)
    {
        if (HistorySource.Since(since, TimeProvider.System.GetUtcNow()) is not { } from)
        {
            return HistorySource.Mistake("--since must be a span such as 30m, 24h or 7d");
        }

        var change = set.Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        if (change.Count != set.Count)
        {
            return HistorySource.Mistake("--set must be NAME=VALUE, each name once, such as BLOCK_LAG_100=200");
        }

        if (SettingsReader.ReadPolicy(change, new Policy()).Problems is [var problem, ..])
        {
            return HistorySource.Mistake($"--set: {problem}");
        }

        return HistorySource.Read(reader => Print(Decide(reader, node, from, policy => SettingsReader.ReadPolicy(change, policy).Policy, change.Count > 0), set, asJson));
    }

    private static int Print(ReplayReport report, IReadOnlyList<string> set, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ReplayReport));
        }
        else
        {
            Write(report, set);
        }

        return report.Different.IsEmpty ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static ReplayReport Decide(HistoryReader reader, string? node, DateTimeOffset from, Func<Policy, Policy> change, bool isChanged)
    {
        var (different, spared, added) = (ImmutableArray.CreateBuilder<ReplayLine>(), ImmutableArray.CreateBuilder<ReplayLine>(), ImmutableArray.CreateBuilder<ReplayLine>());
        var (decisions, notUnderstood, restarts) = (0, 0, 0);
        using var progress = new Progress("decisions made again", TimeProvider.System);
        for (var batch = reader.Records(node, from, 0, Batch); batch.Count > 0; batch = reader.Records(node, from, batch[^1].Id, Batch))
        {
            progress.Show(decisions);
            foreach (var saved in batch)
            {
                restarts += saved.Restarts ? 1 : 0;
                if (Replay.Check(saved.Record!) is not { } differences || Replay.Decide(saved.Record!, change) is not { } other)
                {
                    notUnderstood++;
                    continue;
                }

                decisions++;
                if (differences.Count > 0)
                {
                    different.Add(Line(saved, string.Join(", ", differences.Select(each => $"{each.Member}: {each.Saved} -> {each.Now}"))));
                }

                if (isChanged && other.Restarts != saved.Restarts)
                {
                    (saved.Restarts ? spared : added).Add(Line(saved, $"{saved.Reason}{HistorySource.Held(saved)}, lag {DecisionText.Number(saved.Lag)} -> {DecisionText.Outcome(other)}"));
                }
            }
        }

        return new ReplayReport(decisions, notUnderstood, different.ToImmutable(), restarts, spared.ToImmutable(), added.ToImmutable());
    }

    private static ReplayLine Line(PastDecision saved, string what) => new(saved.Id, saved.Node, saved.At, what);

    private static void Write(ReplayReport report, IReadOnlyList<string> set)
    {
        Console.WriteLine($"{report.Decisions} decisions made again: {(report.Different.IsEmpty ? "all as saved" : $"{report.Different.Length} not as saved")}");
        Write(report.Different);
        if (report.NotUnderstood > 0)
        {
            Console.WriteLine($"{report.NotUnderstood} saved by another version in a way that this one doesn't understand: left out");
        }

        if (set.Count > 0)
        {
            Console.WriteLine($"with {string.Join(' ', set)} {report.Spared.Length} of {report.Restarts} restarts would not have happened, and {report.Added.Length} more would have");
            Write([.. report.Spared, .. report.Added]);
        }
    }

    private static void Write(ImmutableArray<ReplayLine> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"  {HistorySource.Time(line.At)}  #{line.Id} {line.Node}: {line.What}");
        }
    }
}
