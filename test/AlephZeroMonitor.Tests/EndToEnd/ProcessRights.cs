namespace AlephZeroMonitor.EndToEnd;

/// <summary>Reads a process's rights from /proc, thread by thread.</summary>
internal static class ProcessRights
{
    /// <summary>All threads have these ids and no others, no capabilities, and can't gain any.</summary>
    public static void AssertDropped(long pid, uint uid, uint gid)
    {
        var threads = Directory.GetDirectories($"/proc/{pid}/task");
        Assert.NotEmpty(threads);
        foreach (var thread in threads)
        {
            var status = File.ReadAllLines(Path.Combine(thread, "status")).Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
            Assert.Equal($"{uid}\t{uid}\t{uid}\t{uid}", status["Uid"]);
            Assert.Equal($"{gid}\t{gid}\t{gid}\t{gid}", status["Gid"]);
            Assert.Equal($"{gid}", status["Groups"]);
            Assert.All(["CapEff", "CapPrm", "CapAmb"], set => Assert.Equal("0000000000000000", status[set]));
            Assert.Equal("1", status["NoNewPrivs"]);
        }
    }
}
