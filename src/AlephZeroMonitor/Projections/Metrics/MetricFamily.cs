using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>The series of one instrument, by Prometheus's names. Not safe for use by several threads at once.</summary>
/// <param name="instrument">The instrument; an observable one is read again each time, the others add up.</param>
internal sealed class MetricFamily(Instrument instrument)
{
    /// <summary>A mistake in labels must not fill the memory.</summary>
    private const int MaxSeries = 50_000;

    private readonly Dictionary<string, double> _values = [];
    private readonly IReadOnlyList<double>? _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;
    private readonly bool _isCounter = instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<double>;

    /// <summary>Its name: the instrument's, with the unit, and "total" for a counter.</summary>
    public string Name { get; } = instrument.Name.Replace('.', '_')
        + instrument.Unit switch { null => "", "s" => "_seconds", "By" => "_bytes", var unit => "_" + unit }
        + (instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<double> ? "_total" : "");

    /// <summary>Forgets what an observable instrument last reported: a series that it no longer reports is gone.</summary>
    public void BeginReading()
    {
        if (instrument.IsObservable)
        {
            _values.Clear();
        }
    }

    /// <summary>Takes a measurement.</summary>
    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var key = Labels(labels);
        if (_bounds is not null)
        {
            AddToHistogram(value);
        }
        else if (instrument.IsObservable)
        {
            Set(key, value);
        }
        else
        {
            Set(key, _values.GetValueOrDefault(key) + value);
        }
    }

    /// <summary>Writes the family; nothing when it has no series.</summary>
    public void WriteTo(StringBuilder text)
    {
        if (_values.Count == 0)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(instrument.Description).Append('\n')
            .Append("# TYPE ").Append(Name).Append(_bounds is not null ? " histogram\n" : _isCounter ? " counter\n" : " gauge\n");
        foreach (var (labels, value) in _values)
        {
            text.Append(Name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }

    /// <summary>Histograms here have no labels.</summary>
    private void AddToHistogram(double value)
    {
        foreach (var bound in _bounds!)
        {
            Count($"_bucket{{le=\"{bound.ToString("R", CultureInfo.InvariantCulture)}\"}}", value <= bound ? 1 : 0);
        }

        Count("_bucket{le=\"+Inf\"}", 1);
        Count("_sum", value);
        Count("_count", 1);
    }

    private void Count(string key, double by) => Set(key, _values.GetValueOrDefault(key) + by);

    private void Set(string key, double value)
    {
        if (_values.Count < MaxSeries || _values.ContainsKey(key))
        {
            _values[key] = value;
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(name).Append("=\"")
                .Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture)!)).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static string Escaped(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}
