namespace AlephZeroMonitor.Host;

/// <summary>What memory is given back.</summary>
public sealed class IdleMemoryTests
{
    private const string Code = "00025000-00bf6000 r-xp 00025000 08:01 77 /usr/local/bin/alephzero-monitor";

    [Theory]
    [InlineData(Code, "0", true)]
    [InlineData(Code, "4", false)] // a page was changed, and its file lacks that
    [InlineData("00025000-00bf6000 rw-p 00025000 08:01 77 /usr/local/bin/alephzero-monitor", "0", false)]
    [InlineData("00025000-00bf6000 r-xp 00000000 00:00 0 [vdso]", "0", false)]
    [InlineData("00025000-00bf6000 r--p 00000000 00:00 0", "0", false)]
    public void UnchangedFiles_Mapping_IsOneWhenItsFileHasAllOfIt(string mapping, string anonymous, bool isOne)
    {
        string[] lines = [mapping, "Rss:  12 kB", $"Anonymous:        {anonymous} kB", "VmFlags: rd ex"];
        Assert.Equal(isOne ? [(0x25000, 0xbf6000 - 0x25000)] : [], IdleMemory.UnchangedFiles(lines));
    }

    [Fact]
    public void UnchangedFiles_OwnProcess_HasSome() =>
        Assert.NotEmpty(IdleMemory.UnchangedFiles(File.ReadLines("/proc/self/smaps")));
}
