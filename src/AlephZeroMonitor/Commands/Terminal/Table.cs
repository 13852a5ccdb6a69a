namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>A piece of a table, in a color.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">It is aligned to the right.</param>
/// <param name="DropOrder">Where there is no room for all columns, the one with the lowest number is left out first; 0: it stays.</param>
/// <param name="IsWide">Only the wide form has it.</param>
internal sealed record Column(string Title, bool IsNumber = false, int DropOrder = 0, bool IsWide = false);

/// <summary>Rows under headings, as wide as what is in them.</summary>
internal sealed class Table(params Column[] columns)
{
    private const string Gap = "  ";
    private const int LeastWidth = 8;

    private readonly List<Cell[]> _rows = [];

    /// <summary>There are no rows.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds a row, with a cell for each column.</summary>
    public void Add(params Cell[] cells) => _rows.Add([.. cells.Select(cell => cell with { Text = Words.Printable(cell.Text) })]);

    /// <summary>The table's lines.</summary>
    /// <param name="width">The room there is. Columns are left out, and then the widest is cut, until lines fit; null: no limit.</param>
    /// <param name="colors">The colors.</param>
    /// <param name="isWide">The columns of the wide form are shown, too.</param>
    public IEnumerable<string> Lines(int? width, Colors colors, bool isWide = false)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        var shown = Enumerable.Range(0, columns.Length).Where(i => (isWide || !columns[i].IsWide) && _rows.Any(row => row[i].Text.Length > 0)).ToList();
        foreach (var next in shown.Where(i => columns[i].DropOrder > 0).OrderBy(i => columns[i].DropOrder).ToArray())
        {
            if (width < Total(shown, widths))
            {
                shown.Remove(next);
            }
        }

        while (width < Total(shown, widths) && shown.MaxBy(i => widths[i]) is var widest && widths[widest] > LeastWidth)
        {
            widths[widest]--;
        }

        Cell[] titles = [.. columns.Select(column => new Cell(column.Title, Tone.Faint))];
        return _rows.Prepend(titles).Select(row => string.Join(Gap, shown.Select(i => Fitted(row[i], i, i == shown[^1]))).TrimEnd());

        string Fitted(Cell cell, int i, bool isLast)
        {
            var text = cell.Text.Length <= widths[i] ? cell.Text : cell.Text[..(widths[i] - 1)] + "…";
            var padding = new string(' ', isLast && !columns[i].IsNumber ? 0 : widths[i] - text.Length);
            return columns[i].IsNumber ? padding + colors.Paint(text, cell.Tone) : colors.Paint(text, cell.Tone) + padding;
        }
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(i => widths[i] + Gap.Length) - Gap.Length;
}
