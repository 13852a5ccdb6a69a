using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AlephZeroMonitor.History;

/// <summary>
/// Records of any type with random values in all their fields, so that a member that is added to one is tested without a change here.
/// </summary>
internal static class RandomRecord
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static T Of<T>(int seed) => (T)Value(typeof(T), new Random(seed))!;

    /// <summary>Compares field by field, and arrays by their elements.</summary>
    public static bool AreEqual(object? a, object? b)
    {
        if (a is null || b is null || IsLeaf(a.GetType()))
        {
            return Equals(a, b);
        }

        return IsArray(a.GetType())
            ? Items(a).Length == Items(b).Length && Items(a).Zip(Items(b)).All(pair => AreEqual(pair.First, pair.Second))
            : a.GetType().GetFields(Fields).All(field => AreEqual(field.GetValue(a), field.GetValue(b)));
    }

    private static object? Value(Type type, Random random)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return random.Next(3) == 0 ? null : Value(inner, random);
        }

        if (IsLeaf(type))
        {
            return Leaf(type, random);
        }

        return IsArray(type) ? Filled(type.GenericTypeArguments[0], random) : Record(type, random);
    }

    private static object Record(Type type, Random random)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(Fields))
        {
            if (type.IsValueType && IsArray(field.FieldType) && random.Next(5) == 0)
            {
                continue; // as in a value that was never made
            }

            var mayBeNull = !field.FieldType.IsValueType && new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable;
            field.SetValue(record, mayBeNull && random.Next(3) == 0 ? null : Value(field.FieldType, random));
        }

        return record;
    }

    private static object Leaf(Type type, Random random)
    {
        var bits = random.NextInt64(long.MinValue, long.MaxValue);
        return type switch
        {
            { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!,
            _ when type == typeof(string) => new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => "aZ \"\\<é✨\t"[random.Next(9)])]),
            _ when type == typeof(double) => random.Next(5) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.Epsilon, _ => random.NextDouble() * bits },
            _ when type == typeof(TimeSpan) => new TimeSpan(bits),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset((bits & long.MaxValue) % DateTime.MaxValue.Ticks, TimeSpan.Zero),
            _ when type == typeof(bool) => bits % 2 == 0,
            _ when type == typeof(uint) => (uint)bits,
            _ when type == typeof(int) => (int)bits,
            _ when type == typeof(byte) => (byte)bits,
            _ when type == typeof(short) => (short)bits,
            _ when type == typeof(ulong) => (ulong)bits,
            _ => bits,
        };
    }

    private static object Filled(Type item, Random random)
    {
        var items = Array.CreateInstance(item, random.Next(4));
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Value(item, random), i);
        }

        var create = typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }]);
        return create.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(DateTimeOffset);

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    /// <summary>An array that was never made counts as one without items.</summary>
    private static object[] Items(object array) =>
        (bool)array.GetType().GetProperty("IsDefault")!.GetValue(array)! ? [] : [.. ((System.Collections.IEnumerable)array).Cast<object>()];
}
