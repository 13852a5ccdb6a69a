using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Makes messages of what the loops found, and delivers them: at least once, each receiver by itself.</summary>
/// <remarks>The loops know nothing of this: they save notices, and no receiver can keep them waiting.</remarks>
internal sealed class Dispatcher(
    Situations situations, IOutbox outbox, ImmutableArray<KnownReceiver> receivers, MessageMetrics metrics, TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    private const int Batch = 20;
    private const int MaxNotices = 2000;
    private const double Jitter = 0.2;

    /// <summary>How often it is checked whether there is something to send.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private Situation Now => situations.At(time.GetUtcNow(), outbox);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Func<CancellationToken, Task>[] loops =
            receivers.IsEmpty ? [] : [PlanAsync, .. receivers.Select<KnownReceiver, Func<CancellationToken, Task>>(receiver => ct => DeliverAsync(receiver, ct))];
        return Task.WhenAll(loops.Select(loop => Lasting.RunAsync("messages", loop, time, log, stoppingToken)));
    }

    private async Task PlanAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            PlanOnce();
        }
    }

    /// <summary>Makes messages of what is due.</summary>
    internal void PlanOnce()
    {
        if (outbox.Notices(MaxNotices) is not { Count: > 0 } notices || Planner.Make(notices, Now) is not { IsEmpty: false } plan)
        {
            return;
        }

        var messages = from message in plan.Messages
                       let text = JsonSerializer.Serialize(message, MessageJson.Default.Message)
                       from receiver in receivers
                       where message.Level >= receiver.Min
                       select (receiver.Key, text);
        outbox.Queue(plan.Told, plan.Done, messages, time.GetUtcNow());
    }

    private async Task DeliverAsync(KnownReceiver receiver, CancellationToken ct)
    {
        var isWell = true;
        var repeatedAt = time.GetTimestamp();
        while (true)
        {
            var delivery = await DeliverDueAsync(receiver, ct);
            if (delivery is null && time.GetElapsedTime(repeatedAt) >= receiver.RepeatsEvery)
            {
                repeatedAt = time.GetTimestamp();
                var standing = Planner.Standing(outbox.Notices(MaxNotices), Now);
                delivery = standing is null || standing.Level < receiver.Min ? null : await TryAsync(receiver, standing, ct);
            }

            if (delivery is { } known && known.Problem is null != isWell)
            {
                isWell = known.Problem is null;
                log.ReceiverChanged(isWell ? LogLevel.Information : LogLevel.Warning, receiver.Name, known.Problem ?? "messages arrive again");
            }

            await Task.Delay(Tick, time, ct);
        }
    }

    /// <summary>Delivers what is due; what came of the last one, null when there was none.</summary>
    internal async Task<Delivery?> DeliverDueAsync(KnownReceiver receiver, CancellationToken ct)
    {
        Delivery? last = null;
        foreach (var queued in outbox.Due(receiver.Key, time.GetUtcNow(), Batch))
        {
            var delivery = Read(queued) is { } message ? await TryAsync(receiver, message, ct) : new Delivery("the message is damaged", IsOfMessage: true);
            Note(receiver, queued, delivery);
            last = delivery;
            if (delivery is { Problem: not null, IsOfMessage: false })
            {
                break;
            }
        }

        return last;
    }

    private void Note(KnownReceiver receiver, QueuedMessage queued, Delivery delivery)
    {
        var now = time.GetUtcNow();
        metrics.Count(receiver, delivery.Problem is null);
        if (delivery.Problem is not { } problem)
        {
            outbox.End(queued.Id, null, now);
        }
        else if (now - queued.At >= GivenUpAfter)
        {
            outbox.End(queued.Id, problem, now);
            log.MessageGivenUp(receiver.Name, Read(queued)?.Title ?? "", problem);
        }
        else
        {
            var backoff = Math.Min(FirstWait.TotalSeconds * Math.Pow(2, Math.Min(queued.Tries, 16)), LongestWait.TotalSeconds) * (1 - (Jitter * Random.Shared.NextDouble()));
            var wait = delivery.Wait is { } asked && asked.TotalSeconds > backoff ? asked : TimeSpan.FromSeconds(backoff);
            outbox.Postpone(queued.Id, problem, now, now + wait);
        }
    }

    internal static async Task<Delivery> TryAsync(KnownReceiver receiver, Message message, CancellationToken ct)
    {
        try
        {
            return await receiver.Receiver.SendAsync(message, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // A bug with one receiver, or in a library that it uses, must not silence it for good.
        {
            return new Delivery($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static Message? Read(QueuedMessage queued)
    {
        try
        {
            return JsonSerializer.Deserialize(queued.Text, MessageJson.Default.Message);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
