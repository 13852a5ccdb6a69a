using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>
/// Checks whether the rights that the monitor would work with are enough for Docker's socket and the folder of the history.
/// </summary>
internal sealed class RightsCheckup(RightsPlan plan, Settings settings) : ICheckup
{
    private const string Rights = "rights";
    private const string Socket = "socket";
    private const string Certificates = "certs";
    private const string Data = "data";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([.. Run()]);

    internal IEnumerable<Finding> Run() => [RightsFinding(), .. SocketFindings(), .. CertificateFindings(), DataFinding()];

    private Finding RightsFinding() => plan switch
    {
        { Error: { } error } => new(
            FindingLevel.Error, Rights, error,
            $"docker run --cap-add SETUID --cap-add SETGID …; or docker run --user {plan.Uid}:{plan.Gid} …"),
        { Drops: true } => new(FindingLevel.Ok, Rights, $"root's rights are dropped to {plan.Uid}:{plan.Gid}"),
        { Uid: 0 } => new(FindingLevel.Warning, Rights, "the monitor keeps root's rights", "docker run -e MONITOR_UID=1000 …"),
        { Unneeded: { } unneeded } => new(
            FindingLevel.Warning, Rights,
            $"the monitor runs as {plan.Uid}:{plan.Gid}, and keeps rights that it doesn't need: {unneeded}",
            "docker run --cap-drop ALL …, with no --group-add but the socket's group"),
        _ => new(FindingLevel.Ok, Rights, $"the monitor runs as {plan.Uid}:{plan.Gid}, as it is started"),
    };

    private IEnumerable<Finding> SocketFindings()
    {
        if (!settings.WatchesContainers)
        {
            yield break;
        }

        if (SocketFile.Problem(settings.DockerHost) is { } problem)
        {
            var mount = $"docker run -v /var/run/docker.sock:{SocketFile.PathOf(settings.DockerHost)} …";
            yield return new(FindingLevel.Error, Socket, problem, mount);
        }
        else if (SocketFile.Find(settings.DockerHost) is { } socket)
        {
            yield return IsUsable(socket)
                ? new(FindingLevel.Ok, Socket, $"{socket.Path} can be used by {plan.Uid}:{plan.Gid}")
                : new(
                    FindingLevel.Error, Socket,
                    $"{socket.Path} belongs to {socket.Rights.Uid}:{socket.Gid}: {plan.Uid}:{plan.Gid} can't use it",
                    SocketMend(socket));
        }
    }

    private bool IsUsable(SocketFile socket) =>
        plan.Drops ? socket.IsUsableBy(plan.Uid, plan.Gid) : SocketFile.IsUsable(settings.DockerHost);

    private string SocketMend(SocketFile socket) => (socket.IsUsableBy(plan.Uid, socket.Gid), plan.Drops) switch
    {
        (true, true) => $"docker run -e MONITOR_GID={socket.Gid} …",
        (true, false) => $"docker run --group-add {socket.Gid} …; or without --user",
        (false, true) => $"docker run -e MONITOR_UID={socket.Rights.Uid} …: its owner alone may use it",
        (false, false) => $"docker run --user {socket.Rights.Uid} …: its owner alone may use it",
    };

    private IEnumerable<Finding> CertificateFindings() =>
        from file in settings.DockerTls?.Files ?? []
        let rights = FileRights.Of(file)
        where plan.Drops ? rights?.Allow(plan.Uid, plan.Gid, FileRights.ReadOnly) != true : Libc.Access(file, FileRights.ReadOnly) != 0
        select new Finding(FindingLevel.Error, Certificates, $"{file} can't be read by {plan.Uid}:{plan.Gid}", $"chown {plan.Uid} {file}");

    private Finding DataFinding() => DataFolder.Check(settings.DataDirectory, plan) is { } problem
        ? new(
            FindingLevel.Warning, Data, $"{problem}. The history would be kept in memory, until the monitor ends",
            Directory.Exists(settings.DataDirectory)
                ? $"chown {plan.Uid}:{plan.Gid} on the folder that is mounted at {settings.DataDirectory}"
                : "docker run -e DATA_DIR=/data -v alephzero-monitor:/data …")
        : new(FindingLevel.Ok, Data, $"the history can be kept in {settings.DataDirectory}");
}

/// <summary>Registers this folder.</summary>
internal static class PrivilegeServices
{
    /// <summary>The checkup of the monitor's rights.</summary>
    public static IServiceCollection AddRightsCheckup(this IServiceCollection services) => services
        .AddSingleton(provider => RootRights.Plan(provider.GetRequiredService<Settings>()))
        .AddSingleton<ICheckup, RightsCheckup>();
}
