using System.Text;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Endpoints;

public class HeaderTests
{
    [Theory]
    [InlineData("0x68e7780", 110_000_000u)]
    [InlineData("0x068E7780", 110_000_000u)]
    [InlineData("0x000000000000000000000000068e7780", 110_000_000u)]
    [InlineData("0x0", 0u)]
    [InlineData("0x00", 0u)]
    [InlineData("0xffffffff", uint.MaxValue)]
    public void Read_HexNumberPaddedOrNot_IsTheBlock(string number, uint block) => Assert.Equal((block, null), Read($$$"""{"jsonrpc":"2.0","id":1,"result":{"number":"{{{number}}}"}}"""));

    [Theory]
    [InlineData("\"0x\"")]
    [InlineData("\"68e7780\"")]
    [InlineData("\"0x100000000\"")]
    [InlineData("\"0x-1\"")]
    [InlineData("\"0x 1\"")]
    [InlineData("\"0x1g\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("110000000")]
    [InlineData("null")]
    public void Read_AnyOtherNumber_IsNone(string number) => Assert.Null(Read($$$"""{"jsonrpc":"2.0","id":1,"result":{"number":{{{number}}}}}""").Number);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"id":1,"result":null}""")]
    [InlineData("""{"id":1,"result":[]}""")]
    [InlineData("""{"id":2,"result":{"number":"0x1"}}""")]
    [InlineData("""{"id":"2","result":{"number":"0x1"}}""")]
    [InlineData("""{"id":"x","result":{"number":"0x1"}}""")]
    [InlineData("""{"id":[1],"result":{"number":"0x1"}}""")]
    [InlineData("""{"result":{"number":"0x1"}}""")]
    [InlineData("""{"id":1,"error":{"code":-32000,"message":"no"},"result":{"number":"0x1"}}""")]
    [InlineData("""{"id":1,"error":"no"}""")]
    public void Read_AnyOtherAnswer_SaysWhy(string answer)
    {
        var (number, problem) = Read(answer);
        Assert.Null(number);
        Assert.NotNull(problem);
    }

    private static (uint? Number, EndpointProblem? Problem) Read(string answer) => Answer.Read(Encoding.UTF8.GetBytes(answer), 1).Header;
}
