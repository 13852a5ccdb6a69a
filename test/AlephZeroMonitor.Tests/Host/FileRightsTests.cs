namespace AlephZeroMonitor.Host;

public class FileRightsTests
{
    [Theory]
    [InlineData(1000, 7, 0b111_000_000, true)]
    [InlineData(1000, 996, 0b101_111_111, false)] // The owner has the owner's rights, whatever the others have.
    [InlineData(7, 996, 0b000_111_000, true)]
    [InlineData(7, 996, 0b111_101_111, false)]
    [InlineData(7, 7, 0b000_000_111, true)]
    [InlineData(7, 7, 0b111_111_101, false)]
    [InlineData(0, 7, 0, true)]
    public void Allow_OwnerGroupAndOthers_HaveTheirOwnRights(uint uid, uint gid, ushort mode, bool allowed) =>
        Assert.Equal(allowed, new FileRights(1000, 996, mode).Allow(uid, gid, FileRights.ReadWriteEnter));

    [Fact]
    public void Of_NoFile_IsNull() => Assert.Null(FileRights.Of("/no/such/file"));
}
