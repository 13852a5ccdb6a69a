using System.Net.Sockets;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Host.Privileges;

public sealed class RightsCheckupTests : IDisposable
{
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("rights").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RightsCheckupTests() => _listener.Bind(new UnixDomainSocketEndPoint(Path));

    private string Path => System.IO.Path.Combine(_folder, "docker.sock");

    private FileRights Rights => FileRights.Of(Path)!.Value;

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Run_RightsThatCannotBeDropped_IsAnErrorWithTheCure() => Assert.Equal(
        (FindingLevel.Error, "can't", true),
        Find("rights", new RightsPlan(1234, 5678, Drops: true, "can't")) is var found ? (found.Level, found.Text, found.Mend!.Contains("--user 1234:5678", StringComparison.Ordinal)) : default);

    [Fact]
    public void Run_RightsThatAreDropped_TellsToWhich() => Assert.Contains("1234:5678", Find("rights", new RightsPlan(1234, 5678, Drops: true)).Text);

    [Fact]
    public void Run_RightsThatAreNotNeeded_Warns()
    {
        var found = Find("rights", new RightsPlan(1234, 5678, Drops: false) { Unneeded = "groups 4" });
        Assert.Equal(FindingLevel.Warning, found.Level);
        Assert.EndsWith("groups 4", found.Text);
    }

    [Theory]
    [InlineData(OwnerAndGroup, "MONITOR_GID=")]
    [InlineData(OwnerAlone, "MONITOR_UID=")]
    public void Run_SocketThatTheUserToBecomeCannotUse_SaysWhichSettingMendsIt(UnixFileMode mode, string setting)
    {
        File.SetUnixFileMode(Path, mode);
        var found = Find("socket", new RightsPlan(Rights.Uid + 1, Rights.Gid + 1, Drops: true));
        Assert.Equal(FindingLevel.Error, found.Level);
        Assert.Contains(setting, found.Mend);
    }

    [Fact]
    public void Run_SocketOfTheGroupToBecome_IsUsable()
    {
        File.SetUnixFileMode(Path, OwnerAndGroup);
        Assert.Equal(FindingLevel.Ok, Find("socket", new RightsPlan(Rights.Uid + 1, Rights.Gid, Drops: true)).Level);
    }

    [Fact]
    public void Run_SocketThatThisProcessCanUse_IsUsable() => Assert.Equal(FindingLevel.Ok, Find("socket", Own).Level);

    [Fact]
    public void Run_NoSocket_SaysThatItIsNotMounted()
    {
        File.Delete(Path);
        var found = Find("socket", Own);
        Assert.Contains($"there is no {Path}", found.Text);
        Assert.Contains("-v /var/run/docker.sock:", found.Mend);
    }

    [Fact]
    public void Run_FolderInPlaceOfTheSocket_SaysSo()
    {
        File.Delete(Path);
        Directory.CreateDirectory(Path);
        Assert.Contains("is a directory", Find("socket", Own).Text);
    }

    [Theory]
    [InlineData(OwnerAlone, 3)]
    [InlineData(OwnerAndGroup, 0)]
    public void Run_CertificatesThatTheUserToBecomeCannotRead_AreErrors(UnixFileMode mode, int errors)
    {
        var tls = new DockerTls(_folder);
        foreach (var file in tls.Files)
        {
            File.WriteAllText(file, "");
            File.SetUnixFileMode(file, mode);
        }

        var settings = new Settings { ContainerNames = ["a"], DockerHost = new Uri("tcp://host:2376"), DockerTls = tls, DataDirectory = _folder };
        var found = new RightsCheckup(new RightsPlan(Rights.Uid + 1, Rights.Gid, Drops: true), settings).Run().Where(finding => finding.Subject == "certs").ToArray();
        Assert.Equal(errors, found.Length);
        Assert.All(found, finding => Assert.Equal((FindingLevel.Error, $"chown {Rights.Uid + 1} "), (finding.Level, finding.Mend?.Split('/')[0])));
    }

    [Fact]
    public void Run_DataFolderThatCannotBeUsed_Warns()
    {
        var found = Find("data", Own, "/proc/x");
        Assert.Equal(FindingLevel.Warning, found.Level);
        Assert.Contains("DATA_DIR=/proc/x", found.Text);
    }

    private static RightsPlan Own => new(Libc.EffectiveUid(), Libc.EffectiveGid(), Drops: false);

    private Finding Find(string subject, RightsPlan plan, string? data = null) => Assert.Single(
        new RightsCheckup(plan, new Settings { ContainerNames = ["a"], DockerHost = new Uri($"unix://{Path}"), DataDirectory = data ?? _folder }).Run(),
        finding => finding.Subject == subject);
}
