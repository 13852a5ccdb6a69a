using System.Text;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Endpoints;

public class AnswerTests
{
    private const string HeaderAnswer = """{"jsonrpc":"2.0","id":1,"result":{"number":"0x68e7780","parentHash":"0xab"}}""";
    private const string Notification = """{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"Qx","result":{"number":"0x7"}}}""";

    [Theory]
    [InlineData(HeaderAnswer, 110_000_000u)]
    [InlineData("""{"id":1,"result":{"number":"0x0"}}""", 0u)]
    [InlineData("""{"id":1,"error":null,"result":{"number":"0x00000000ffffffff"}}""", uint.MaxValue)]
    public void Read_Header_HasTheNumber(string text, uint number) => Assert.Equal((number, null), Read(text).Header);

    [Theory]
    [InlineData("", "the answer is not JSON")]
    [InlineData("[]", "the answer is not a JSON-RPC object")]
    [InlineData("""{"id":2,"result":{"number":"0x7"}}""", "the answer has another id than the request")]
    [InlineData("""{"id":"2","result":{"number":"0x7"}}""", "the answer has another id than the request")]
    [InlineData("""{"id":"+1","result":{"number":"0x7"}}""", "the answer has another id than the request")]
    [InlineData("""{"id":1}""", "the answer has no header")]
    [InlineData("""{"id":1,"result":null}""", "the answer has no header")]
    [InlineData("""{"id":1,"result":{}}""", "the header has no valid number")]
    [InlineData("""{"id":1,"result":{"number":7}}""", "the header has no valid number")]
    [InlineData("""{"id":1,"result":{"number":"7"}}""", "the header has no valid number")]
    [InlineData("""{"id":1,"result":{"number":"0x"}}""", "the header has no valid number")]
    [InlineData("""{"id":1,"result":{"number":"0x100000000"}}""", "the header has no valid number")]
    [InlineData("""{"id":1,"result":{"number":"\ud800"}}""", """the answer is not JSON: {"id":1,"result":{"number":"\ud800"}}""")]
    [InlineData("<html><title>Sign in</title><script>1</script></html>", "the answer is not JSON: Sign in")]
    [InlineData("""{"id":1,"error":{"code":1,"message":"busy"}}""", "the endpoint reports an error: busy")]
    [InlineData("""{"id":1,"error":"busy"}""", "the endpoint reports an error: busy")]
    [InlineData("""{"id":1,"error":{"message":"x\n\u001b[2Jy"}}""", "the endpoint reports an error: x | \uFFFD[2Jy")]
    [InlineData("""{"id":1,"error":{"message":"invalid token: hunter2"}}""", "the endpoint reports an error: invalid token: …")]
    [InlineData("""{"method":"x","params":[]}""", "the answer has another id than the request")]
    public void Read_WrongAnswer_SaysWhy(string text, string problem) => Assert.Equal((null, problem), (Read(text).Header.Number, EndpointText.Of(Read(text).Header.Problem!.Value)));

    [Fact]
    public void Read_Notification_HasItsSubscription()
    {
        var answer = Answer.Read(Encoding.UTF8.GetBytes(Notification));
        Assert.Equal((true, "Qx", 7u), (answer.IsNotification, answer.Subscription, answer.Header.Number!.Value));
    }

    [Theory]
    [InlineData("""{"method":"x","params":[]}""")]
    [InlineData("""{"method":"x"}""")]
    [InlineData("""{"method":"x","params":{"subscription":"Qx"}}""")]
    public void Read_NotificationOfAnotherKind_IsNoProblem(string text)
    {
        var answer = Answer.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal((true, null, null), (answer.IsNotification, answer.Subscription, answer.Problem));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"Qx","error":"the subscription is too slow"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"chain_newHead","params":{"subscription":"Qx","error":{"code":1,"message":"the subscription is too slow"}}}""")]
    public void Read_ClosingNotice_SaysWhy(string text)
    {
        var answer = Answer.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(("Qx", "the endpoint ended the subscription: the subscription is too slow"), (answer.Subscription, EndpointText.Of(answer.Problem!.Value)));
    }

    [Theory]
    [InlineData("\uFEFF" + HeaderAnswer)]
    [InlineData("""{"jsonrpc":"2.0","id":"1","result":{"number":"0x68e7780"}}""")]
    public void Read_ByteOrderMarkOrIdAsText_IsRead(string text) => Assert.Equal((110_000_000u, null), Read(text).Header);

    [Theory]
    [InlineData("""{"id":1,"result":"Aleph Zero"}""", "Aleph Zero")]
    [InlineData("""{"id":1,"result":"\u001b[31mX\nY"}""", "\uFFFD[31mX | Y")]
    [InlineData("""{"id":1,"result":""}""", null)]
    [InlineData("""{"id":1,"result":{"number":"0x7"}}""", null)]
    [InlineData("""{"id":1,"result":"\udc00"}""", null)]
    [InlineData("""{"id":1,"error":{"message":"Method not found"}}""", null)]
    public void Read_Chain_IsItsNameOrUnknown(string text, string? name) => Assert.Equal(name, Read(text).ChainName);

    [Fact]
    public void Read_AnyDamage_IsAProblemOrAnAnswerButNoException()
    {
        var random = new Random(1);
        string[] inserted = ["\\ud800", "\\u0000", "\"", "{", "}", "[", "null", "1e999", ",", "\\"];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(round % 2 == 0 ? HeaderAnswer : Notification).ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at - 1));
                        break;
                    default:
                        bytes.InsertRange(at, Encoding.UTF8.GetBytes(inserted[random.Next(inserted.Length)]));
                        break;
                }
            }

            var answer = Answer.Read(bytes.ToArray());
            var (number, problem) = answer.Header;
            Assert.NotEqual(number is null, problem is null);
            _ = answer.ChainName;
        }
    }

    private static Answer Read(string text) => Answer.Read(Encoding.UTF8.GetBytes(text), 1);
}
