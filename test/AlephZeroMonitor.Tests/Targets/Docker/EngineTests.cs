using System.Net;
using System.Net.Sockets;
using System.Text;
using AlephZeroMonitor.EndToEnd;

namespace AlephZeroMonitor.Targets.Docker;

public class EngineTests
{
    [Fact]
    public async Task ConnectAsync_SocketThatIsNotThere_SaysSo()
    {
        using var engine = new Engine(new Uri("unix:///no/such/docker.sock"));
        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("there is no /no/such/docker.sock", failure.Failure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.44", "1.52")]
    [InlineData("1.99", "1.44", "1.52")]
    [InlineData("1.99", "1.60", "1.60")]
    public void Choose_EngineOlderOrNewer_GivesAVersionThatItSpeaks(string newest, string oldest, string chosen) =>
        Assert.Equal(Version.Parse(chosen), Engine.Choose(Version.Parse(newest), Version.Parse(oldest)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task AskAsync_NobodyListensAtTheTcpAddress_IsAFailureInDailyLife(string host)
    {
        using var engine = new Engine(new Uri($"tcp://{host}:{FreePort.Find()}"));
        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.GetAsync("/info", TestContext.Current.CancellationToken));
        Assert.Equal("Connection refused", failure.Failure.Text);
    }

    [Fact]
    public async Task PostAsync_AnswerWhoseBodyNeverEnds_IsNoAnswer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        listener.Start();
        var answering = AnswerWithoutAnEndAsync(listener, stop.Token);
        using var engine = new Engine(new Uri($"tcp://{listener.LocalEndpoint}"));
        await engine.ConnectAsync(stop.Token);
        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.PostAsync("/exec", "{}", TimeSpan.FromSeconds(0.5), stop.Token));
        Assert.Equal(EngineFailureKind.NoAnswer, failure.Failure.Kind);
        await stop.CancelAsync();
        await answering;
    }

    /// <summary>Answers the question for the version, and every later one with the beginning of an answer.</summary>
    private static async Task AnswerWithoutAnEndAsync(TcpListener listener, CancellationToken ct)
    {
        try
        {
            for (var answer = "Content-Length: 2\r\n\r\n{}"; ; answer = "Content-Length: 100\r\n\r\n{")
            {
                var client = await listener.AcceptTcpClientAsync(ct);
                ct.Register(client.Dispose);
                _ = await client.GetStream().ReadAsync(new byte[4096], ct);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{answer}"), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
