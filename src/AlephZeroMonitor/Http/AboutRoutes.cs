using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What the monitor was set to, and who is told.</summary>
internal sealed class AboutRoutes(Settings settings, IHistoryQueries history, IEnumerable<ReceiverName> receivers) : IRoutes
{
    private ReceiverList Receivers
    {
        get
        {
            var records = history.Receivers().ToDictionary(record => record.Receiver);
            return new([.. receivers.Select(each => records.GetValueOrDefault(each.Key) is { } record
                ? new ReceiverStatus(each.Name, record.Queued, record.OldestAt, record.SentAt, record.FailedAt, record.Problem)
                : new ReceiverStatus(each.Name, 0, null, null, null, null))]);
        }
    }

    public void MapTo(IEndpointRouteBuilder routes)
    {
        var now = routes.MapGroup("/api/v1").WithTags(Tags.Now);
        now.MapGet("/settings", () => TypedResults.Json(new SettingList(settings.Values), ApiJson.Default.SettingList))
            .WithName("settings").WithSummary("The settings that the monitor was started with, without secrets.").Produces<SettingList>();
        now.MapGet("/receivers", () => TypedResults.Json(Receivers, ApiJson.Default.ReceiverList))
            .WithName("receivers").WithSummary("The receivers of messages, with what is queued and what failed.").Produces<ReceiverList>();
    }
}
