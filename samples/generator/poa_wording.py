"""Header names and labels of operating-plan forms, with their variants."""

from __future__ import annotations

HEADS: dict[str, tuple[str, ...]] = {
    "code": ("Código", "Código", "Cód.", "Código POA", "Cod. Act.", "Código de actividad", "Código tarea"),
    "operation": ("Operación", "Operación", "Operaciones", "Operación de funcionamiento", "Acción de corto plazo",
                  "Objetivo de gestión"),
    "activity": ("Actividad específica", "Actividad específica", "Actividad", "Actividades", "Tarea específica",
                 "Actividad / tarea", "Tareas específicas"),
    "planned": ("Programado", "Programado", "Programación", "Plazo programado", "Planificado", "Cronograma"),
    "executed": ("Ejecutado", "Ejecutado", "Ejecución", "Realizado"),
    "planned_start": ("Fecha inicio", "Fecha inicio", "Inicio", "Fecha de inicio", "F. inicio", "Fecha inicial"),
    "planned_end": ("Fecha fin", "Fecha fin", "Fin", "Fecha de conclusión", "F. fin", "Fecha final", "Término"),
    "actual_end": ("Fecha fin", "Fecha fin ejec.", "Fecha de conclusión", "Fecha real", "Conclusión"),
    "indicator_group": ("Indicador", "Indicador", "Indicador de gestión", "Indicadores"),
    "indicator": ("Descripción", "Descripción", "Nombre", "Denominación", "Detalle", "Indicador"),
    "indicator_value": ("Valor", "Valor", "Resultado", "Valor alcanzado", "% logrado", "Valor obtenido"),
    "budget": ("Presupuesto", "Presupuesto", "Presupuesto (en Bs)", "Recursos", "Ejecución presupuestaria",
               "Presupuesto en moneda nacional"),
    "expense_group": ("Grupo de gasto", "Grupo de gasto", "Grupo gasto", "Grupo", "Partida", "Gr. gasto",
                      "Grupo presup.", "Grupo de gastos"),
    "treasury": ("T.G.N.", "T.G.N.", "TGN", "Tesoro general", "Tesoro", "Recursos del Tesoro"),
    "other": ("Otras fuentes", "Otras fuentes", "Otras ftes.", "Otros", "Fuente propia y otras", "Otros recursos"),
    "execution_pct": ("% ejecución", "% ejecución", "% ejec.", "Porcentaje de ejecución", "% de ejec.",
                      "% ejecución presup.", "Ejec. (%)"),
    "executing_unit": ("Unidad ejecutora", "Unidad ejecutora", "Unidad responsable", "Área ejecutora", "U. ejecutora",
                       "Responsable"),
    "verification_means": ("Medios de verificación", "Medios de verificación", "Medio de verificación",
                           "Fuente de verificación", "Respaldo"),
    "deviations": ("Fundamentación desviaciones", "Fundamentación de desviaciones", "Justificación de desvíos",
                   "Desviaciones", "Causas de la desviación", "Observaciones / desviaciones"),
    "results": ("Productos o resultados logrados", "Productos o resultados logrados", "Resultados logrados",
                "Productos obtenidos", "Resultado alcanzado", "Logros"),
    "name": ("Nombre", "Nombre", "Nombre del indicador", "Indicador", "Denominación"),
    "acronym": ("Sigla", "Sigla", "Siglas", "Abrev.", "Abreviatura"),
    "description": ("Descripción", "Descripción", "Definición", "Qué mide", "Descripción del indicador"),
    "unit": ("Unidad", "Unidad", "Unidad de medida", "U.M.", "Unidad med."),
    "formula": ("Operacionalización", "Operacionalización", "Fórmula", "Fórmula de cálculo", "Método de cálculo"),
    "baseline": ("Línea base", "Línea base", "Línea de base", "L.B.", "Valor base"),
    "baseline_date": ("Fecha L.B.", "Fecha L.B.", "Fecha línea base", "Fecha de línea base", "Fecha base"),
    "role": ("Responsables de la información", "Responsables", "Responsables de la información", "Función",
             "Responsable de la información"),
    "person": ("Nombre", "Nombre", "Nombre y apellido", "Nombres y apellidos", "Nombre completo"),
    "position": ("Cargo", "Cargo", "Puesto", "Cargo que ocupa"),
    "sign": ("Firma", "Firma", "Firma y sello", "Firma / sello"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "organization": ("Área Organizacional", "Area Organizacional", "Unidad Organizacional", "Entidad", "Institución",
                     "Área organizacional"),
    "fiscal_year": ("Gestión del POA", "Gestión", "Gestión POA", "Ejercicio fiscal", "Gestion del POA"),
    "cutoff_date": ("Fecha de Corte", "Fecha de corte", "Fecha corte", "Corte al", "Fecha de corte de información"),
    "made_date": ("Fecha elab. POA", "Fecha de elaboración", "Fecha elaboración POA"),
    "entity_code": ("Código(*)", "Código (*)", "Código", "Código entidad", "Cód. Entidad"),
    "acronym": ("Sigla", "Sigla", "Sigla entidad"),
}
TITLES = (
    ("PROGRAMACION DE OPERACIONES ANUAL", "SEGUIMIENTO A LA EJECUCION DEL PROGRAMA DE OPERACIONES ANUAL"),
    ("PLAN OPERATIVO ANUAL", "SEGUIMIENTO Y EVALUACIÓN DEL PLAN OPERATIVO ANUAL"),
    ("PROGRAMACIÓN OPERATIVA ANUAL", "INFORME DE EJECUCIÓN FÍSICA Y FINANCIERA"),
    ("PLAN OPERATIVO INSTITUCIONAL", "REPORTE DE AVANCE DE OPERACIONES Y PRESUPUESTO"),
)
FORM_NUMBERS = ("(FORMULARIO N.5)", "(FORMULARIO N° 5)", "FORMULARIO 5", "(Form. POA-05)", "", "FORMULARIO Nº 7")
CATALOG_TITLES = ("INDICADORES DE GESTION", "CATÁLOGO DE INDICADORES", "INDICADORES DE GESTIÓN INSTITUCIONAL",
                  "FICHA DE INDICADORES")
ROLES = (("Elaborado por:", "Revisado por:", "Aprobado por:"), ("Elaborado por", "Verificado por", "Autorizado por"),
         ("Preparado por:", "Revisado por:", "Vo. Bo.:"), ("ELABORADO POR:", "REVISADO POR:", "APROBADO POR:"))
EXPENSE_GROUPS = ("10000", "20000", "30000", "40000", "50000", "60000", "70000", "80000", "90000")
