using AlephZeroMonitor.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["server", var binary])
{
    using var measurement = new ServerMeasurement(binary);
    await measurement.RunAsync();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
