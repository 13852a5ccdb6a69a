namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Rows under headings, as wide as what is in them.</summary>
internal sealed class Table(params Column[] columns)
{
    private const string Gap = "  ";
    private const int LeastWidth = 8;

    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row, with a cell for each column.</summary>
    public void Add(params Cell[] cells) => _rows.Add([.. cells.Select(cell => cell with { Text = Words.Printable(cell.Text) })]);

    /// <summary>The table's lines.</summary>
    /// <param name="width">The room there is. Columns go, and at last the widest is cut, so that lines fit; null: all the room in the world.</param>
    /// <param name="ink">The colours.</param>
    public IEnumerable<string> Lines(int? width, Ink ink)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        var shown = Enumerable.Range(0, columns.Length).Where(i => _rows.Any(row => row[i].Text.Length > 0)).ToList();
        while (width < Total(shown, widths) && shown.Where(i => columns[i].GoesAs > 0).OrderBy(i => columns[i].GoesAs).Select(i => (int?)i).FirstOrDefault() is { } next)
        {
            shown.Remove(next);
        }

        while (width < Total(shown, widths) && shown.MaxBy(i => widths[i]) is var widest && widths[widest] > LeastWidth)
        {
            widths[widest]--;
        }

        Cell[] titles = [.. columns.Select(column => new Cell(column.Title, Tone.Faint))];
        return _rows.Prepend(titles).Select(row => string.Join(Gap, shown.Select((i, place) => Fitted(row[i], i, place == shown.Count - 1))).TrimEnd());

        string Fitted(Cell cell, int i, bool isLast)
        {
            var text = cell.Text.Length <= widths[i] ? cell.Text : cell.Text[..(widths[i] - 1)] + "…";
            var padding = new string(' ', isLast && !columns[i].IsNumber ? 0 : widths[i] - text.Length);
            return columns[i].IsNumber ? padding + ink.Paint(text, cell.Tone) : ink.Paint(text, cell.Tone) + padding;
        }
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(i => widths[i] + Gap.Length) - Gap.Length;
}
