using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Host.Privileges;

namespace AlephZeroMonitor.Commands.Doctor;

/// <summary>Looks at the rights with which the monitor would work: whose they are, and whether they are enough for the engine's socket and the history's folder.</summary>
internal sealed class RightsCheckup(RightsPlan plan, Settings settings)
{
    /// <summary>The subject of what is found of the engine's socket.</summary>
    public const string Socket = "socket";

    /// <summary>Looks at all of it.</summary>
    public IEnumerable<Finding> Run() => [RightsFinding(), .. SocketFindings(), DataFinding()];

    private Finding RightsFinding() => plan switch
    {
        { Error: { } error } => new(FindingLevel.Error, "rights", error, $"docker run --cap-add SETUID --cap-add SETGID …; or docker run --user {plan.Uid}:{plan.Gid} …"),
        { Drops: true } => new(FindingLevel.Ok, "rights", $"root's rights are dropped to {plan.Uid}:{plan.Gid}"),
        { Uid: 0 } => new(FindingLevel.Warning, "rights", "the monitor keeps root's rights", "docker run -e MONITOR_UID=1000 …"),
        _ => new(FindingLevel.Ok, "rights", $"the monitor runs as {plan.Uid}:{plan.Gid}, as it is started"),
    };

    private IEnumerable<Finding> SocketFindings()
    {
        if (SocketFile.Problem(settings.DockerHost) is { } problem)
        {
            yield return new(FindingLevel.Error, Socket, problem, $"docker run -v /var/run/docker.sock:{settings.DockerHost.AbsolutePath} …");
        }
        else if (SocketFile.Find(settings.DockerHost) is { } socket)
        {
            yield return IsUsable(socket) ? new(FindingLevel.Ok, Socket, $"{socket.Path} can be used by {plan.Uid}:{plan.Gid}")
                : new(FindingLevel.Error, Socket, $"{socket.Path} belongs to {socket.Rights.Uid}:{socket.Gid}: {plan.Uid}:{plan.Gid} can't use it", SocketMend(socket));
        }
    }

    private bool IsUsable(SocketFile socket) =>
        plan.Drops ? socket.IsUsableBy(plan.Uid, plan.Gid) : Libc.Access(socket.Path, FileRights.ReadWrite) == 0;

    private string SocketMend(SocketFile socket) => (socket.IsUsableBy(plan.Uid, socket.Gid), plan.Drops) switch
    {
        (true, true) => $"docker run -e MONITOR_GID={socket.Gid} …",
        (true, false) => $"docker run --group-add {socket.Gid} …; or without --user",
        (false, true) => $"docker run -e MONITOR_UID={socket.Rights.Uid} …: its owner alone may use it",
        (false, false) => $"docker run --user {socket.Rights.Uid} …: its owner alone may use it",
    };

    private Finding DataFinding() => DataFolder.Check(settings.DataDirectory, plan) is { } problem
        ? new(FindingLevel.Warning, "data", $"{problem}. The history would be kept in memory, until the monitor ends", "docker run -e DATA_DIR=/data -v alephzero-monitor:/data …")
        : new(FindingLevel.Ok, "data", $"the history can be kept in {settings.DataDirectory}");
}
