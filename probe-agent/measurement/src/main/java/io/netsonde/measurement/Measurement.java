package io.netsonde.measurement;

/** One finding of a measuring room: the unit in which measuring and telemetry speak. */
public sealed interface Measurement
    permits TrafficSimCycle,
        PathState,
        Reflection,
        ReflectorActivity,
        InterfaceChange,
        AgentActivity,
        AgentPause,
        GarbageCollection,
        HttpCheck,
        Trace,
        TraceFailure,
        PingCycle,
        PingState,
        Finding {}
