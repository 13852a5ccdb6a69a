using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Host;

/// <summary>Gives memory back that lies idle: what the start needed and the watch does not, and later what a rare question needed.</summary>
internal sealed class IdleMemory(TimeProvider time, ILogger<IdleMemory> log) : BackgroundService
{
    private const int DontNeed = 4;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("idle memory", GiveBackAsync, time, log, stoppingToken);

    private async Task GiveBackAsync(CancellationToken ct)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            await Task.Delay(wait, time, ct);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            foreach (var (address, length) in UnchangedFiles(File.ReadLines("/proc/self/smaps")))
            {
                _ = Libc.Advise(address, length, DontNeed);
            }
        }
    }

    /// <summary>
    /// The mappings of files that cannot be written and have no page of their own, as the code of the program has none: each page that is still
    /// used comes again from the system's cache of files.
    /// </summary>
    /// <param name="lines">As in proc_pid_smaps(5): a line for the mapping, then one for each figure of it.</param>
    internal static IEnumerable<(nint Address, nint Length)> UnchangedFiles(IEnumerable<string> lines)
    {
        (nint Address, nint Length)? mapping = null;
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':'))
            {
                var bounds = Array.ConvertAll(words[0].Split('-'), text => nint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                mapping = words is [_, [_, '-', ..], _, _, _, ['/', ..], ..] ? (bounds[0], bounds[1] - bounds[0]) : null;
            }
            else if (words is ["Anonymous:", "0", ..] && mapping is { } unchanged)
            {
                yield return unchanged;
            }
        }
    }
}
