using AlephZeroMonitor.Api;
using AlephZeroMonitor.Host.Checkups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What <c>doctor</c> finds, in the running monitor.</summary>
internal sealed class DoctorRoutes(IDoctor doctor, Nodes nodes, TimeProvider time) : IRoutes, IDisposable
{
    /// <summary>A report is made at most so often: Docker and the endpoints are asked for it.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private (DoctorReport Report, long At)? _last;

    public void MapTo(IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1").WithTags(Tags.Now)
        .MapGet("/doctor", async (CancellationToken ct) => TypedResults.Json(await ReportAsync(ct), ApiJson.Default.DoctorReport))
        .WithName("doctor").WithSummary("All that the monitor needs, checked as by `alephzero-monitor doctor`; at most ten seconds old.").Produces<DoctorReport>();

    public void Dispose() => _turn.Dispose();

    private async Task<DoctorReport> ReportAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) >= KeptFor)
            {
                last = (DoctorReport.Of(await doctor.RunAsync(nodes.All.Select(node => node.Report).OfType<NodeReport>(), ct)), time.GetTimestamp());
                _last = last;
            }

            return last.Report;
        }
        finally
        {
            _turn.Release();
        }
    }
}
