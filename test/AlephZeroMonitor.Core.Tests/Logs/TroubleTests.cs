using System.Collections.Immutable;
using System.Text;

namespace AlephZeroMonitor.Core.Logs;

public class TroubleTests
{
    private const string Time = "2025-03-12T08:20:11.000000001Z ";
    private const string Plain = "2025-03-12 08:20:11 ";
    private const string Columns = "2025-03-12 08:20:11.291 ";

    [Theory]
    [InlineData("Thread 'tokio-runtime-worker' panicked at 'boom', src/party.rs:138", TroubleKind.Panic)]
    [InlineData(Columns + "ERROR tokio-runtime-worker sc_service::task_manager: Essential task `aleph` failed. Shutting down service.", TroubleKind.EssentialTaskFailed)]
    [InlineData(Columns + "ERROR tokio-runtime-worker db: Failed to write: Corruption: block checksum mismatch", TroubleKind.DatabaseCorrupt)]
    [InlineData("Error: Service(Client(Backend(\"Corruption: bad block\")))", TroubleKind.DatabaseCorrupt)]
    [InlineData(Columns + " WARN tokio-runtime-worker db: IO error: No space left on device (os error 28)", TroubleKind.DiskFull)]
    [InlineData(Columns + " WARN tokio-runtime-worker aleph-block-sync: Error sending broadcast: Failed to send message to random peer, no peers are available.", TroubleKind.NoPeers)]
    [InlineData(Plain + "Essential task `aleph` failed. Shutting down service.", TroubleKind.EssentialTaskFailed)]
    [InlineData(Plain + "Database corrupted: Corruption: block checksum mismatch", TroubleKind.DatabaseCorrupt)]
    [InlineData(Plain + "IO error: No space left on device (os error 28)", TroubleKind.DiskFull)]
    [InlineData(Plain + "Error sending broadcast: Failed to send message to random peer, no peers are available.", TroubleKind.NoPeers)]
    [InlineData(Columns + "ERROR tokio-runtime-worker aleph-party: Something else", TroubleKind.Error)]
    [InlineData(Columns + " WARN tokio-runtime-worker txpool: Timeout fired", TroubleKind.Warning)]
    public void Troubles_LineOfEachKind_IsCountedWithItsEvidence(string line, TroubleKind kind)
    {
        var trouble = Assert.Single(Read(line));
        Assert.Equal((kind, 1, Time.Trim(), line.Trim()), (trouble.Kind, trouble.Count, trouble.At.ToString(), trouble.Line));
    }

    [Theory]
    [InlineData(Columns + " INFO tokio-runtime-worker system: remark: Corruption: No space left on device")]
    [InlineData(Columns + " INFO tokio-runtime-worker system: Essential task `aleph` failed.")]
    [InlineData(Columns + "ERROR tokio-runtime-worker sc_service: [Relaychain] Essential task failed.")]
    [InlineData(Plain + "[Relaychain] Essential task `a` failed. Shutting down service.")]
    [InlineData(Plain + "Something else")]
    [InlineData(Plain + "✨ Imported #5 (0x1234…abcd), no peers are available")]
    [InlineData("Error: anything else")]
    public void Troubles_OtherLines_AreNone(string line) => Assert.Empty(Read(line));

    [Fact]
    public void Troubles_SameKindAgain_KeepsTheLatestLine()
    {
        var trouble = Assert.Single(Read(Columns + "ERROR t a: first\n" + Time + Columns + "ERROR t a: second"));
        Assert.Equal((2, true), (trouble.Count, trouble.Line.EndsWith("second", StringComparison.Ordinal)));
    }

    [Fact]
    public void Troubles_LifeEnds_StayKnown() => Assert.Single(Read("thread 'main' panicked at src/main.rs:1:1:\n" + Time + Columns + "Aleph Node"));

    [Theory]
    [InlineData("ERROR t a: dial wss://user:hunter2@host/x failed")]
    [InlineData("ERROR t a: GET https://host/x?key=hunter2 failed")]
    [InlineData("ERROR t a: bad argument --node-key=hunter2")]
    [InlineData("ERROR t a: seed: \"hunter2 hunter2\"")]
    [InlineData("ERROR t a: cannot connect wss://telemetry.example/submit/hunter2")]
    [InlineData("ERROR t a: cannot connect wss://user:x/hunter2@host/")]
    [InlineData("ERROR t a: cannot connect wss://user@host:9944/hunter2, again")]
    [InlineData("ERROR t a: refused, Authorization: Bearer hunter2")]
    [InlineData("ERROR t a: refused bearer hunter2")]
    [InlineData("ERROR t a: run with --node-key hunter2 --suri //hunter2//stash")]
    [InlineData("ERROR t a: arguments [\"--keystore-password\", \"hunter2\"]")]
    [InlineData("ERROR t a: Invalid seed phrase \"hunter2 drive obey\"")]
    [InlineData("ERROR t a: {\\\"secret_key\\\":\\\"hunter2\\\"}")]
    [InlineData("ERROR t a: Token(\"hunter2\")")]
    [InlineData("ERROR t a: X-Api-Key: hunter2")]
    public void Troubles_EvidenceWithASecret_IsShownWithoutIt(string line) => Assert.DoesNotContain("hunter2", Assert.Single(Read(Columns + line)).Line);

    [Fact]
    public void Troubles_EvidenceWithAMnemonic_IsShownWithoutIt() => Assert.EndsWith("t a: not valid: …, sorry", Assert.Single(Read(
        Columns + "ERROR t a: not valid: bottom drive obey lake curtain smoke basket hold race lonely fit walk, sorry")).Line);

    [Theory]
    [InlineData("dial wss://host:9944/ failed: token bucket is empty")]
    [InlineData("https://host: connection refused, the seed nodes are down")]
    [InlineData("file:///data/chains/key has no password")]
    [InlineData("Failed to look up a key-value pair, since no more than a few of all the peers are known by now")]
    public void Troubles_EvidenceWithoutASecret_IsShownWhole(string message) => Assert.EndsWith(message, Assert.Single(Read(Columns + "ERROR t a: " + message)).Line);

    [Fact]
    public void Troubles_EvidenceWithAUrl_NamesItsHost() =>
        Assert.EndsWith("at https://host:443/…", Assert.Single(Read(Columns + "ERROR t a: at https://u:p@host:443/a?b#c")).Line);

    [Fact]
    public void Troubles_LongLine_IsCut() => Assert.InRange(Assert.Single(Read(Columns + "ERROR t a: " + new string('x', 5000))).Line.Length, 1, 300);

    private static ImmutableArray<Trouble> Read(string lines)
    {
        var log = new NodeLog();
        log.Append(Encoding.UTF8.GetBytes(Time + lines + "\n"));
        return log.Facts.Troubles;
    }
}
