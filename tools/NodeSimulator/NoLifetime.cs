using Microsoft.Extensions.Hosting;

namespace NodeSimulator;

/// <summary>Leaves the process's signals alone; the default lifetime would take them over, in a test's process too.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
