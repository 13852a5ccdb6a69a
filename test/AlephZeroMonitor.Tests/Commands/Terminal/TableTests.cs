namespace AlephZeroMonitor.Commands.Terminal;

public class TableTests
{
    private static readonly Colors NoColors = new(isOn: false);

    [Fact]
    public void Lines_Numbers_AreAlignedToTheRight() =>
        Assert.Equal(["NODE   LAG", "a      500", "bbbbb    1"], Sample().Lines(null, NoColors));

    [Fact]
    public void Lines_TooLittleRoom_LoseColumnsInTheirOrder()
    {
        var table = new Table(new("A"), new("B", DropOrder: 2), new("C", DropOrder: 1));
        table.Add("aaaa", "bbbb", "cccc");
        Assert.Equal(["A     B     C", "aaaa  bbbb  cccc"], table.Lines(16, NoColors));
        Assert.Equal(["A     B", "aaaa  bbbb"], table.Lines(15, NoColors));
        Assert.Equal(["A", "aaaa"], table.Lines(9, NoColors));
    }

    [Fact]
    public void Lines_NoColumnMayGo_CutTheWidest()
    {
        var table = new Table(new("A"), new("B"));
        table.Add("aaaaaaaaaaaaaaaaaaaa", "b");
        Assert.Equal(["A           B", "aaaaaaaaa…  b"], table.Lines(13, NoColors));
    }

    [Fact]
    public void Lines_ColumnWithoutContent_IsLeftOut()
    {
        var table = new Table(new("A"), new("HOLD"));
        table.Add("a", "");
        Assert.Equal(["A", "a"], table.Lines(null, NoColors));
    }

    [Fact]
    public void Lines_Ink_ColoursTheTextAlone()
    {
        var table = new Table(new("STATE"), new("B"));
        table.Add(new("in", Tone.Good), "b");
        Assert.Equal("\e[32min\e[0m     b", table.Lines(null, new Colors(isOn: true)).Last());
    }

    [Fact]
    public void Lines_TextThatWouldMoveTheCursor_IsMadeHarmless()
    {
        var table = new Table(new Column("A"));
        table.Add("\e[2Jx\n");
        Assert.Equal("?[2Jx?", table.Lines(null, NoColors).Last());
    }

    private static Table Sample()
    {
        var table = new Table(new("NODE"), new("LAG", IsNumber: true));
        table.Add("a", "500");
        table.Add("bbbbb", "1");
        return table;
    }
}
