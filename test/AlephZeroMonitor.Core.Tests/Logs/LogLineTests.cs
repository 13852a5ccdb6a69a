using System.Text;

namespace AlephZeroMonitor.Core.Logs;

public class LogLineTests
{
    private const string Time = "2025-03-12T08:20:11.000000001Z ";
    private const string NodeTime = "2025-03-12 08:20:11.291 ";

    /// <summary>Real lines. Sources: paritytech/substrate issue 10208, paritytech/polkadot-sdk issue 6747, RaoFoundation/subtensor issue 1688, and node guides of Chainflip.</summary>
    [Theory]
    [InlineData("2021-11-07 11:36:38 ⏩ Warping, Downloading finality proofs, 7.96 Mib (35 peers), best: #0 (0x91b1…90c3), finalized #0 (0x91b1…90c3), ⬇ 276.9kiB/s ⬆ 1.3kiB/s", 0, 0, 35)]
    [InlineData("2024-12-03 14:09:28 ⏩ Warping, Downloading finality proofs, 0.00 Mib (8 peers), best: #0 (0xe143…423e), finalized #0 (0xe143…423e), ⬇ 156.6kiB/s ⬆ 0.6kiB/s    ", 0, 0, 8)]
    [InlineData("2025-05-27 15:46:58 ⚙️  State sync, Downloading state, 14%, 17.08 Mib (32 peers), best: #0 (0x2f05…6c03), finalized #0 (0x2f05…6c03), ⬇ 298.1kiB/s ⬆ 1.2kiB/s    ", 0, 0, 32)]
    [InlineData("2023-03-24 08:22:00 ⏩ Block history, #4480 (11 peers), best: #1913244 (0x52c0…6594), finalized #1913242 (0x0ceb…c1f8), ⬇ 1.6MiB/s ⬆ 110.4kiB/s", 1913244, 1913242, 11)]
    [InlineData("2023-12-14 10:22:28 ⏩ Block history, #26112 (8 peers), best: #438968 (0x3fba…8e06), finalized #438966 (0x99bd…0628), ⬇ 3.4MiB/s ⬆ 182.8kiB/s", 438968, 438966, 8)]
    [InlineData("2022-01-01 00:00:00 ⚙️  Downloading state, 57%, (12.34) Mib (4 peers), best: #3 (0x1…2), finalized #2 (0x3…4), ⬇ 0 ⬆ 0", 3, 2, 4)]
    public void Read_InformantWhileStateOrHistoryIsDownloaded_NamesBestFinalizedAndPeers(string line, int best, int finalized, int peers)
    {
        var said = Read(line);
        Assert.Equal((LogEventKind.Informant, (uint)best, (uint?)finalized, (uint?)peers), (said.Kind, said.Number, said.Finalized, said.Peers));
    }

    [Theory]
    [InlineData("⏩ Warping, Downloading state,  2.74 Mib (56 peers), ⬇ 498.3kiB/s ⬆ 41.3kiB/s", LogEventKind.Peers)]
    [InlineData("⏩ Warping 2.74 Mib (56 peers), ⬇ 498.3kiB/s ⬆ 41.3kiB/s", LogEventKind.Peers)]
    [InlineData("⏩ Warping, finish processing proofs, downloading target block #7 (0x1…2)", LogEventKind.None)]
    [InlineData("⏩ Block history (8 peers), best: #8 (0x1…2), finalized #5 (0x3…4)", LogEventKind.None)]
    [InlineData("A remark: State sync, 1%, 1.00 Mib (8 peers), best: #8 (0x1…2), finalized #5 (0x3…4)", LogEventKind.None)]
    public void Read_NearlyTheInformant_NamesNoBlock(string message, LogEventKind kind) => Assert.Equal(kind, Read(NodeTime + message).Kind);

    [Theory]
    [InlineData("Aleph Node", LogEventKind.Started, 0u)]
    [InlineData("📋 Chain specification: Aleph Zero", LogEventKind.ChainName, 0u)]
    [InlineData("📦 Highest known block at #104760020", LogEventKind.Chain, 104760020u)]
    [InlineData("✨ Imported #104760021 (0x366e…3605)", LogEventKind.Chain, 104760021u)]
    [InlineData("🏆 Imported #104760021 (0x1111…2222 → 0x366e…3605)", LogEventKind.Chain, 104760021u)]
    [InlineData("🌟 Imported #104760021 (0x1111…2222 → 0x366e…3605)", LogEventKind.Chain, 104760021u)]
    [InlineData("Imported: #9 (0x1…2), finalized: #5 (0x3…4), favourite: #7 (0x5…6).", LogEventKind.ChainStatus, 7u)]
    [InlineData("💤 Idle (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1.2kiB/s ⬆ 3.4kiB/s", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Syncing 12.5 bps, target=#99 (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Syncing, target=#99 (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Syncing 12.5 bps (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Syncing  9.9 bps, target=#99 (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Preparing  0.0 bps, target=#99 (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("⚙️  Preparing 0.0 bps, target=#99 (17 peers), best: #8 (0x1…2), finalized #5 (0x3…4), ⬇ 1 ⬆ 2", LogEventKind.Informant, 8u)]
    [InlineData("♻️  Reorg on #9,0x1…2 to #8,0x3…4, common ancestor #7,0x5…6", LogEventKind.Reorg, 8u)]
    [InlineData("Running session 116400.", LogEventKind.Session, 116400u)]
    [InlineData("🎁 Prepared block for proposing at 7 (5 ms) [hash: 0x1f; parent_hash: 0x9…e; extrinsics (2): [0x9…0]", LogEventKind.Prepared, 7u)]
    [InlineData("🎁 Prepared block for proposing at 7 [hash: 0x1f; parent_hash: 0x9…e; extrinsics (2): [0x9…0]", LogEventKind.Prepared, 7u)]
    [InlineData("🎁 Prepared block for proposing at 7 (5 ms) hash: 0x1f; parent_hash: 0x9…e; end: NoMoreTransactions", LogEventKind.Prepared, 7u)]
    [InlineData("🔖 Pre-sealed block for proposal at 7. Hash now 0x1f, previously 0x2e.", LogEventKind.PreSealed, 7u)]
    [InlineData("Switched to major sync state.", LogEventKind.MajorSyncEntered, 0u)]
    [InlineData("No longer in major sync state.", LogEventKind.MajorSyncLeft, 0u)]
    [InlineData("Network status report: /0x7025…344e/sync/0 connected peers - 45;", LogEventKind.Peers, 0u)]
    [InlineData("Network status report: validator connected peers - 3; block sync connected peers - 4;", LogEventKind.Peers, 0u)]
    public void Read_EachFormInPlainAndDetailedFormat_IsRecognised(string message, LogEventKind kind, uint number)
    {
        var plain = Read(Time + NodeTime + message + "    ");
        var detailed = Read(Time + NodeTime + " INFO tokio-runtime-worker some::target: " + message + "    ");
        var withoutDocker = Read(NodeTime + message);
        Assert.Equal((kind, number), (plain.Kind, plain.Number));
        Assert.Equal(plain, detailed);
        Assert.Equal(plain, withoutDocker);
    }

    [Theory]
    [InlineData("remark: Aleph Node")]
    [InlineData("Aleph Node 2")]
    [InlineData("🏷  Node name: Imported #999 (0xdead…beef)")]
    [InlineData("Imported #999 without a hash")]
    [InlineData("Imported #999 (0xdead")]
    [InlineData("Re-Imported #999 (0xdead…beef)")]
    [InlineData("🆕 Imported #999 (0x1111…2222 → 0x366e…3605)")]
    [InlineData("Imported #999 (0x1111…2222 → 0x366e…3605)")]
    [InlineData("Imported #-5 (0xaaaa…bbbb)")]
    [InlineData("Imported #1,234 (0xaaaa…bbbb)")]
    [InlineData("Imported #4294967296 (0xaaaa…bbbb)")]
    [InlineData("Imported: #4294967296 (0x1…2), finalized: #5 (0x3…4), favourite: #7 (0x5…6).")]
    [InlineData("Highest known block at #")]
    [InlineData("Highest known block at #1,000")]
    [InlineData("Running session .")]
    [InlineData("Running session 9")]
    [InlineData("Running session 9 soon")]
    [InlineData("Running session with AlephBFT version 4, which is legacy.")]
    [InlineData("Running session SessionId(9) as authority id NodeIndex(3)")]
    [InlineData("No longer in major sync state, maybe.")]
    [InlineData("🎁 Prepared block for proposing at 7")]
    [InlineData("🎁 Prepared block for proposing at 7 (5 s) [hash: 0x1f")]
    [InlineData("🔖 Pre-sealed block for proposal at 7")]
    [InlineData("[Relaychain] ✨ Imported #9 (0x52cc…22b6)")]
    [InlineData("[Parachain] 💤 Idle (0 peers), best: #9 (0x5…1), finalized #9 (0x5…1), ⬇ 0 ⬆ 0")]
    [InlineData("Network status report: /0x7025…344e/auth/0 connected peers - 44;")]
    [InlineData("Clique Network status: not maintaining any connections;")]
    public void Read_WordsThatAreNoForm_SayNothing(string message)
    {
        Assert.Equal(default, Read(Time + NodeTime + message + "    "));
        Assert.Equal(default, Read(Time + NodeTime + " INFO tokio-runtime-worker some::target: " + message + "    "));
    }

    [Fact]
    public void Read_LineWithoutNodeColumn_SaysNothing() => Assert.Equal(default, Read(Time + "✨ Imported #7 (0x366e…3605)"));

    [Theory]
    [InlineData("Thread 'tokio-runtime-worker' panicked at 'boom', src/party.rs:138", true)]
    [InlineData("thread 'main' panicked at src/main.rs:1:1:", true)]
    [InlineData("thread 'main' (4242) panicked at src/main.rs:1:1:", true)]
    [InlineData(NodeTime + "ERROR tokio-runtime-worker sc_service::task_manager: Essential task `aleph` failed.", true)]
    [InlineData(NodeTime + "ERROR tokio-runtime-worker sc_service: [Relaychain] Essential task failed.", false)]
    [InlineData(NodeTime + " INFO tokio-runtime-worker system: ERROR everything is fine", false)]
    [InlineData(NodeTime + "thread 'main' panicked at src/main.rs:1:1:", false)]
    [InlineData("somebody said: thread 'main' panicked at src/main.rs", false)]
    public void Read_Line_IsAnErrorOrNot(string line, bool isError) => Assert.Equal(isError, Read(Time + line).IsError);

    [Fact]
    public void Read_LineSplitByTheEngine_IsPutTogetherEvenInItsDecoration()
    {
        var line = NodeTime + new string(' ', 20_000) + "✨ Imported #7 (0x366e…3605)";
        var bytes = Encoding.UTF8.GetBytes(line);
        var split = Encoding.UTF8.GetBytes(Time).Concat(bytes[..16384]).Concat(Encoding.UTF8.GetBytes(Time)).Concat(bytes[16384..]).ToArray();
        Assert.Equal(7u, Read(split).Number);
    }

    [Fact]
    public void Read_SpacesAndMarksBeforeTheMessage_AreDecoration() => Assert.Equal(7u, Read(Time + NodeTime + " ✨ ⚙️  ✨Imported #7 (0x366e…3605)").Number);

    [Theory]
    [InlineData("2025-10-15T16:01:50.031488698Z")]
    [InlineData("2025-10-15T16:01:50Z")]
    [InlineData("2025-10-15T16:01:50.5Z")]
    [InlineData("2024-02-29T23:59:59.000000001+02:00")]
    [InlineData("2025-10-15T00:01:50.031488698-05:30")]
    public void Read_DockersColumn_IsGivenBackAsWritten(string text)
    {
        var time = LineStamp.Of(Encoding.UTF8.GetBytes(text + " " + NodeTime + "Aleph Node")).Time;
        Assert.Equal(text, time.ToString());
        Assert.Equal(DateTimeOffset.Parse(text[..19] + text[(text.IndexOfAny(['Z', '+'], 19) is var at and >= 0 ? at : text.LastIndexOf('-'))..], null), Seconds(time!.Value));
    }

    [Theory]
    [InlineData("2025-13-15T16:01:50.031488698Z")]
    [InlineData("2025-02-30T16:01:50Z")]
    [InlineData("2025-10-15T16:01:50")]
    [InlineData("2025-10-15T16:01:50.1234567890Z")]
    [InlineData("2025-10-15T16:01:50.Z")]
    [InlineData("9999-10-15T16:01:50Z")]
    public void Read_NoTime_IsNotTakenForOne(string text) => Assert.False(LogTime.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));

    private static DateTimeOffset Seconds(LogTime time) => time.At.AddTicks(-(time.At.Ticks % TimeSpan.TicksPerSecond));

    private static LogEvent Read(string line) => Read(Encoding.UTF8.GetBytes(line));

    private static LogEvent Read(byte[] line)
    {
        byte[] scratch = [];
        return LogLine.Read(line, LineStamp.Of(line), ref scratch, out _);
    }
}
