namespace AlephZeroMonitor.Host.Privileges;

public class ThreadRightsTests
{
    private const string None = "0000000000000000";

    [Theory]
    [InlineData("996", None, null)]
    [InlineData("", None, null)]
    [InlineData("996 1001", None, null)]
    [InlineData("4 27 996", None, "groups 4, 27")]
    [InlineData("996", "0000000000003000", "capabilities NET_ADMIN, NET_RAW")]
    [InlineData("4", "0000010000000001", "capabilities CHOWN, CHECKPOINT_RESTORE; groups 4")]
    public void Unneeded_OfAUser_AreCapabilitiesAndGroupsOfOthers(string groups, string permitted, string? unneeded) =>
        Assert.Equal(unneeded, new ThreadRights("1", "1000\t1000\t1000\t1000", "996\t996\t996\t996", groups, None + permitted, HasNoNewPrivs: false).Unneeded(1001, null));

    [Fact]
    public void ReadAll_ThisProcess_FindsItsThreads() => Assert.NotEmpty(ThreadRights.ReadAll());
}
