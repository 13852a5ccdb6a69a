namespace AlephZeroMonitor.Watching;

/// <summary>The latest of many items: when it is full, the oldest makes room. Safe for use by several threads at once.</summary>
/// <param name="capacity">How many there can be.</param>
internal sealed class Ring<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();

    /// <summary>Adds an item.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            if (_items.Count == capacity)
            {
                _items.Dequeue();
            }

            _items.Enqueue(item);
        }
    }

    /// <summary>A copy, oldest first.</summary>
    public T[] ToArray()
    {
        lock (_gate)
        {
            return [.. _items];
        }
    }
}
