using System.CodeDom.Compiler;
using System.Reflection;
using System.Reflection.Emit;

namespace AlephZeroMonitor.Architecture;

/// <summary>What compiled code uses. It is read from the instructions, so neither global usings nor full names can hide anything.</summary>
internal static class CompiledCode
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value);

    /// <summary>The types that a type uses: its bases, members, and what its instructions name.</summary>
    public static IEnumerable<Type> TypesUsedBy(Type type) => DeclaredBy(type).Concat(Methods(type).SelectMany(UsedBy)).SelectMany(Parts).Distinct();

    /// <summary>The string literals of a type's instructions; the UTF-8 literals, which log lines are compared with, are none.</summary>
    public static IEnumerable<string> LiteralsOf(Type type) => Methods(type).SelectMany(method => TokensOf(method)
        .Where(token => token.Code.OperandType == OperandType.InlineString).Select(token => method.Module.ResolveString(token.Operand)));

    /// <summary>The constructors with more parameters than allowed; those of records, which list members, and of compiler's types don't count.</summary>
    public static IEnumerable<string> LongConstructors(IEnumerable<Type> types, int most) => types
        .Where(type => !IsRecord(type) && !IsGenerated(type) && !type.Name.Contains('<', StringComparison.Ordinal))
        .SelectMany(type => type.GetConstructors(Everything))
        .Where(constructor => constructor.GetParameters().Length > most)
        .Select(constructor => $"{constructor.DeclaringType}: {constructor.GetParameters().Length} parameters");

    /// <summary>A generator of the SDK wrote the type, or a part of it: a JSON context, a structure of a log method.</summary>
    public static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(GeneratedCodeAttribute)) || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Everything) is not null;

    private static IEnumerable<Type?> DeclaredBy(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetFields(Everything).Select(field => field.FieldType),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
    ];

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(Everything), .. type.GetConstructors(Everything)];

    private static IEnumerable<Type?> UsedBy(MethodBase method) =>
    [
        (method as MethodInfo)?.ReturnType,
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. method.GetMethodBody()?.ExceptionHandlingClauses
            .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType) ?? [],
        .. TokensOf(method).Where(token => token.Code.OperandType is
            OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            .SelectMany(token => NamedBy(method, token.Operand)),
    ];

    private static IEnumerable<Type?> NamedBy(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodInfo called =>
            [
                called.DeclaringType,
                called.ReturnType,
                .. called.GetParameters().Select(parameter => parameter.ParameterType),
                .. called.IsGenericMethod ? called.GetGenericArguments() : [],
            ],
            ConstructorInfo called => [called.DeclaringType, .. called.GetParameters().Select(parameter => parameter.ParameterType)],
            _ => [],
        };
    }

    /// <summary>The instructions with a token, each with it.</summary>
    private static IEnumerable<(OpCode Code, int Operand)> TokensOf(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE ? (ushort)(0xFE00 | il[at + 1]) : il[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField
                or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return (code, BitConverter.ToInt32(il, at));
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    /// <summary>A type without array, reference and pointer, and its type arguments.</summary>
    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsGenericType: true } => [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)],
        _ => [type],
    };
}
