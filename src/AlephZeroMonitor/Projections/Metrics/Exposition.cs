using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>All metrics in Prometheus's text format. Why not by a library: docs/designs/0006-http.md.</summary>
internal sealed class Exposition : IMetricsText, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="meter">The meter that is read, beside that of <see cref="Telemetry"/>.</param>
    public Exposition(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter || instrument.Meter == Telemetry.Meter)
            {
                listener.EnableMeasurementEvents(instrument, Family(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, labels, family) => Take((MetricFamily)family!, value, labels));
        _listener.SetMeasurementEventCallback<long>((_, value, labels, family) => Take((MetricFamily)family!, value, labels));
        _listener.SetMeasurementEventCallback<int>((_, value, labels, family) => Take((MetricFamily)family!, value, labels));
        _listener.Start();
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var family in _families.Values)
            {
                family.BeginReading();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in _families.Values)
            {
                family.WriteTo(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily Family(Instrument instrument)
    {
        lock (_gate)
        {
            var family = new MetricFamily(instrument);
            _families[family.Name] = family;
            return family;
        }
    }

    private void Take(MetricFamily family, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (_gate)
        {
            family.Add(value, labels);
        }
    }
}
