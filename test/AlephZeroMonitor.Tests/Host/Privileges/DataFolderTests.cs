using System.Diagnostics;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>Only root can give files away: these tests are skipped for others.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const uint Uid = 1234;
    private const uint Gid = 5678;
    private readonly string _parent = Directory.CreateTempSubdirectory("data").FullName;

    private string Folder => Path.Combine(_parent, "data");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void HandOver_NoFolder_MakesItForTheUser()
    {
        SkipUnlessRoot();
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal((Uid, Gid), Owner(Folder));
    }

    [Fact]
    public void HandOver_FolderWithAHistory_GivesTheUserBoth()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Path.Combine(Folder, "lost+found"));
        File.WriteAllText(Path.Combine(Folder, "history.db-wal"), "");
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal([(Uid, Gid), (Uid, Gid), (0u, 0u)], new[] { Folder, Path.Combine(Folder, "history.db-wal"), Path.Combine(Folder, "lost+found") }.Select(Owner));
    }

    [Fact]
    public void HandOver_FolderWithOtherThings_StaysAsItIs()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "passwd"), "");
        Assert.Contains("other things", DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal((0u, 0u), Owner(Folder));
    }

    [Fact]
    public void HandOver_FolderOfTheUserWithAnotherGroup_LeavesItsOwner()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "history.db"), "");
        Give(Folder, Uid, 1);
        Give(Path.Combine(Folder, "history.db"), Uid, 1);
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal([(Uid, 1u), (Uid, 1u)], new[] { Folder, Path.Combine(Folder, "history.db") }.Select(Owner));
    }

    [Fact]
    public void HandOver_FolderWithOtherThingsThatTheUserMayWriteTo_HasNothingToSay()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "passwd"), "");
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal([(0u, 0u), (0u, 0u)], new[] { Folder, Path.Combine(Folder, "passwd") }.Select(Owner));
    }

    [Fact]
    public void HandOver_UsersFolderWithSomebodyElsesHistory_GivesTheFileAlone()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "history.db"), "");
        Give(Folder, Uid, 1);
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal([(Uid, 1u), (Uid, Gid)], new[] { Folder, Path.Combine(Folder, "history.db") }.Select(Owner));
    }

    [Fact]
    public void HandOver_LinkNamedAsTheHistory_LeavesItsTargetAsItIs()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        var target = Path.Combine(_parent, "target");
        File.WriteAllText(target, "");
        File.CreateSymbolicLink(Path.Combine(Folder, "history.db"), target);
        Assert.Null(DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal((0u, 0u), Owner(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HandOver_HardLinkNamedAsTheHistory_IsNotGivenAway(bool isDoctor)
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        Give(Folder, Uid, Gid);
        var (target, history) = (Path.Combine(_parent, "target"), Path.Combine(Folder, "history.db"));
        File.WriteAllText(target, "");
        Process.Start("ln", [target, history]).WaitForExit();
        Assert.Contains($"{history}, and it can't be given to them: it is a hard link", isDoctor ? DataFolder.Check(Folder, Plan(drops: true)) : DataFolder.HandOver(Folder, Uid, Gid));
        Assert.Equal((0u, 0u), Owner(target));
    }

    [Theory]
    [InlineData("link/data", false)]
    [InlineData("link/data", true)]
    [InlineData("link", true)]
    public void HandOver_LinkOnTheWay_IsNotFollowed(string path, bool exists)
    {
        SkipUnlessRoot();
        var target = Directory.CreateDirectory(Path.Combine(_parent, "target")).FullName;
        File.CreateSymbolicLink(Path.Combine(_parent, "link"), target);
        var folder = Path.Combine(_parent, path);
        if (exists)
        {
            Directory.CreateDirectory(folder);
        }

        Assert.Contains($"leads through the link {_parent}/link", DataFolder.HandOver(folder, Uid, Gid));
        Assert.Equal(exists, Directory.Exists(folder));
        Assert.Equal((0u, 0u), Owner(target));
        Assert.False(exists && Owner(folder) != (0u, 0u));
    }

    [Fact]
    public void HandOver_LinkToAFolderOfTheUser_HasNothingToSay()
    {
        SkipUnlessRoot();
        Give(Directory.CreateDirectory(Folder).FullName, Uid, Gid);
        File.CreateSymbolicLink(Path.Combine(_parent, "link"), Folder);
        Assert.Null(DataFolder.HandOver(Path.Combine(_parent, "link"), Uid, Gid));
    }

    [Fact]
    public void HandOver_FolderThatCannotBeMade_SaysWhy() => Assert.Contains("can't make", DataFolder.HandOver("/proc/no/such/folder", Uid, Gid));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_FolderThatCannotBeMade_SaysWhy(bool drops) =>
        Assert.Equal("can't make the folder DATA_DIR=/proc/x: the file system there takes no new folders", DataFolder.Check("/proc/x", Plan(drops)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_NoFolder_LeavesNone(bool drops)
    {
        SkipUnlessRoot();
        Assert.Null(DataFolder.Check(Path.Combine(Folder, "deeper"), Plan(drops)));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Check_FolderWithAHistoryOfSomebodyElse_ChangesNothing()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "history.db"), "");
        Assert.Null(DataFolder.Check(Folder, Plan(drops: true)));
        Assert.Equal((0u, 0u), Owner(Folder));
        Assert.Equal(["history.db"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Check_FolderThatCannotBeGivenAway_SaysWhichCapabilityIsMissing()
    {
        Directory.CreateDirectory(Folder);
        Assert.Contains("CHOWN", DataFolder.Check(Folder, Plan(drops: true) with { GivesFilesAway = false }));
    }

    [Fact]
    public void Check_FolderWithOtherThings_SaysSo()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "passwd"), "");
        Assert.Contains("other things", DataFolder.Check(Folder, Plan(drops: true)));
    }

    private static RightsPlan Plan(bool drops) => new(drops ? Uid : Libc.EffectiveUid(), drops ? Gid : Libc.EffectiveGid(), drops) { GivesFilesAway = true };

    private static void SkipUnlessRoot() => Assert.SkipUnless(Libc.EffectiveUid() == 0, "only root can give files away");

    private static void Give(string path, uint uid, uint gid)
    {
        using var file = Libc.Open(path, Libc.NameOnly);
        Assert.Equal(0, Libc.ChangeOwner(file, "", uid, gid, Libc.EmptyPath));
    }

    private static (uint Uid, uint Gid) Owner(string path) => FileRights.Of(path) is { } rights ? (rights.Uid, rights.Gid) : throw new FileNotFoundException(path);
}
