using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>The process, by the names that Prometheus uses for it, and its runtime.</summary>
internal static class ProcessMetrics
{
    /// <summary>Makes the instruments.</summary>
    public static void AddProcess(this Meter meter)
    {
        meter.CreateObservableGauge(
            "process.start_time",
            () => Read(process => (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds),
            "s",
            "When the process was started, in seconds since 1970.");
        meter.CreateObservableCounter(
            "process.cpu", () => Read(process => process.TotalProcessorTime.TotalSeconds), "s", "Processor time of the process.");
        meter.CreateObservableGauge(
            "process.resident_memory", () => Read(process => process.WorkingSet64), "By", "Memory of the process that is in RAM.");
        meter.CreateObservableGauge("process.threads", () => Read(process => process.Threads.Count), null, "Threads of the process.");
        meter.CreateObservableGauge("process.open_fds", () => Directory.GetFiles("/proc/self/fd").Length, null, "Open file descriptors.");
        meter.CreateObservableGauge(
            "dotnet.gc.heap_size", () => GC.GetGCMemoryInfo().HeapSizeBytes, "By", "The garbage-collected heap after the last collection.");
        meter.CreateObservableCounter(
            "dotnet.gc.allocated", () => GC.GetTotalAllocatedBytes(), "By", "Memory that was allocated on the garbage-collected heap.");
        meter.CreateObservableCounter(
            "dotnet.gc.pause", () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time that the garbage collector held the program up.");
        meter.CreateObservableCounter("dotnet.gc.collections", Collections, null, "Garbage collections of each generation.");
    }

    private static T Read<T>(Func<Process, T> value)
    {
        using var process = Process.GetCurrentProcess();
        return value(process);
    }

    private static IEnumerable<Measurement<long>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1).Select(
        generation => new Measurement<long>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));
}
