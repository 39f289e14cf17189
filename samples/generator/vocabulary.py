"""Invented institutions, people and sentences of public administration."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

# fmt: off
BODIES = (
    "Instituto Nacional", "Servicio Plurirregional", "Agencia Estatal", "Autoridad Nacional",
    "Dirección General", "Consejo Superior", "Centro Nacional", "Oficina Técnica", "Servicio Departamental",
    "Comisión Reguladora", "Secretaría Técnica", "Fondo Rotatorio", "Empresa Pública",
    "Junta Administradora", "Observatorio Nacional",
)
SUBJECTS = (
    "Riegos y Drenajes", "Semillas Andinas", "Faros y Balizas", "Archivos Territoriales",
    "Ferias y Mercados", "Caminos Vecinales", "Aguas Termales", "Sanidad Apícola", "Pesos y Medidas",
    "Viveros Forestales", "Registros Lacustres", "Puertos Fluviales", "Tejidos y Fibras", "Alumbrado Rural",
    "Pasos Fronterizos", "Cuencas Altoandinas", "Certificación Artesanal", "Bosques Secos",
    "Catastro Costero", "Energía Eólica", "Pesca Ribereña", "Molinos y Granos", "Transporte Lacustre",
    "Cartografía Escolar", "Museos Comunales",
)
MINISTRIES = (
    "MINISTERIO DE FOMENTO RURAL Y AGUAS", "MINISTERIO DE COMERCIO INTERIOR Y FERIAS",
    "SECRETARÍA DE ESTADO DE CAMINOS Y PUERTOS", "MINISTERIO DE PATRIMONIO Y ARTESANÍA",
    "MINISTERIO DE ORDENAMIENTO TERRITORIAL", "SECRETARIA DE PRODUCCION Y TRABAJO RURAL",
    "MINISTERIO DE ENERGÍAS RENOVABLES", "MINISTERIO DE ABASTECIMIENTO Y CONSUMO",
)
TOWNS = (
    "Villa Arenales", "San Telmo del Valle", "Puerto Quillay", "Santa Rita de los Llanos", "Cerro Bayo",
    "Laguna Honda", "Tres Molinos", "Nueva Sagunto", "El Carrizal", "Pampa Larga", "Río Tinto Alto",
    "Las Acacias", "Valle Sereno", "Monte Claro", "Quebrada Seca", "Bahía Escondida", "Alto Verde",
    "La Herradura", "Peñas Rubias", "San Isidro Norte", "Costa Brava Sur", "Ojo de Agua", "Piedra Blanca",
    "Las Garzas", "El Espinal", "Mirador", "Santo Domingo Viejo", "Palmar Grande", "Los Ceibos",
    "Aldea Nueva", "Punta Gaviota", "Vado Hondo",
)
FIRST = (
    "María Elena", "Juan Carlos", "Rosa", "Hernán", "Lucía Beatriz", "Óscar", "Silvia", "Ramiro",
    "Gladys Noemí", "Víctor Hugo", "Patricia", "Edgar", "Ana Sofía", "Wilfredo", "Carmen", "José Luis",
    "Nélida", "Iván", "Teresa", "Raúl Alberto", "Mónica", "Félix", "Verónica", "Daniel Andrés",
)
LAST = (
    "Quintanar", "Bustillo", "Peñaranda", "Olmedo", "Zárate", "Arancibia", "Villafuerte", "Montaño",
    "Echeverri", "Caballero", "Ñáñez", "Urquidi", "Sanabria", "Llorente", "Camacho", "Ibáñez", "Rengifo",
    "Tapia", "Galarza", "Pinedo", "Aldana", "Figueredo", "Barrientos", "Oquendo", "Salvatierra", "Mújica",
)
TITLES = (
    "Lic.", "Ing.", "Dr.", "Dra.", "Abg.", "Arq.", "Msc.", "",
)
POSTS = (
    "Jefe de Planificación", "Director Ejecutivo", "Profesional en Seguimiento",
    "Responsable de Presupuestos", "Jefa de la Unidad Administrativa Financiera", "Técnico en Planificación",
    "Directora General", "Encargado de Contabilidad", "Analista de Proyectos", "Secretaria General",
    "Contadora Interina", "Tesorero Municipal", "Coordinador de Evaluación", "Auditor Interno",
    "Gerente de Operaciones",
)
VERBS = (
    "Actualización", "Elaboración", "Implementación", "Seguimiento", "Control", "Desarrollo", "Evaluación",
    "Mantenimiento", "Capacitación", "Difusión", "Supervisión", "Diseño", "Adquisición", "Verificación",
    "Sistematización", "Fortalecimiento", "Coordinación", "Revisión", "Registro", "Monitoreo", "Inspección",
    "Digitalización", "Reposición", "Publicación", "Diagnóstico", "Validación",
)
THINGS = (
    "del reglamento interno de ferias", "de las fichas técnicas de riego",
    "del módulo de solicitudes en línea", "de los puestos de control fluvial",
    "del inventario de bienes y equipos", "de los planes de manejo de cuencas",
    "del registro de productores apícolas", "de la red de estaciones pluviométricas",
    "de los viveros comunales", "del manual de funciones y procedimientos",
    "de la base de datos cartográfica", "de los faros y balizas",
    "de las certificaciones emitidas a talleres artesanales", "del sistema de gestión documental",
    "de los convenios con gobiernos locales", "de la guía paso a paso del usuario",
    "de las tarifas de servicio", "de los laboratorios regionales", "de la plataforma de trámites",
    "del parque automotor", "de los caminos vecinales priorizados", "de las brigadas móviles",
    "del catastro de pozos y vertientes", "de los boletines estadísticos trimestrales",
    "de la normativa vigente sobre pesas y balanzas", "de las auditorías a depósitos concesionados",
    "del plan anual de contrataciones", "de los archivos históricos",
)
TAILS = (
    "a nivel nacional", "en el marco de las atribuciones y competencias de la entidad",
    "en las oficinas regionales", "según normativa y procedimientos vigentes", "para la presente gestión",
    "con participación de los municipios", "bajo norma ISO 9001:2015", "en los nueve departamentos",
    "(fase II)", "(licencias y soporte)", "para pequeños productores y sus organizaciones",
    "en coordinación con las unidades desconcentradas", "de acuerdo al cronograma aprobado",
    "en zonas de frontera", "a través de la plataforma virtual VERTIENTE",
    "y emisión de los informes que correspondan", "con énfasis en comunidades dispersas", "",
)
AIMS = (
    "Administración de los registros públicos", "Mejora de la calidad de los servicios",
    "Optimización de los tiempos de atención en los trámites", "Gestión de riesgos y continuidad operativa",
    "Promoción de la producción local", "Fortalecimiento institucional y transparencia",
    "Ampliación de la cobertura territorial", "Modernización tecnológica de la entidad",
    "Administración eficiente de los recursos humanos y financieros", "Protección de fuentes de agua",
    "Apoyo técnico a organizaciones de productores", "Regulación y control de servicios concesionados",
)
INDICATORS = (
    ("Porcentaje de avance", "PA"), ("Eficacia de seguimiento", "ES"),
    ("Solicitudes atendidas", "SA"), ("Capacitaciones realizadas", "CR"),
    ("Ejecución presupuestaria", "EP"), ("Normas revisadas", "NR"),
    ("Actualización tecnológica", "AT"), ("Asistencia a reuniones", "AR"),
    ("Eficacia", "EFI"), ("Inspecciones concluidas", "IC"),
    ("Procesos y procedimientos elaborados", "PPE"), ("Generación de ingresos propios", "GIP"),
    ("Registros verificados", "RV"), ("Oportunidad de atención", "OA"),
    ("Cobertura de municipios", "CM"), ("Satisfacción de usuarios", "SU"),
    ("Bienes inventariados", "BI"), ("Cumplimiento de metas físicas", "CMF"),
    ("Mantenimientos preventivos", "MP"), ("Convenios suscritos", "CS"),
    ("Informes presentados en plazo", "IPP"),
)
MEANS = (
    "Informes de seguimiento", "Notas internas, actas de reunión", "Reportes del sistema",
    "Resolución administrativa", "Actas e informes de capacitación, listas de asistencia",
    "Hojas de ruta generadas", "Fotografías, planillas", "Certificados emitidos por proveedores",
    "Informe técnico aprobado", "Página web actualizada, trípticos", "Reporte de ejecución presupuestaria",
    "Convenios firmados", "Contratos y órdenes de servicio", "Memorandos",
)
DONE = (
    "CONCLUIDO", "Se cumplió con la presentación de informes.", "PROCEDIMIENTO ACTUALIZADO",
    "Registros atendidos", "Se alcanzó la meta prevista para el periodo",
    "Capacitaciones realizadas en todas las regionales", "Infraestructura tecnológica renovada",
    "Documento aprobado por la Máxima Autoridad", "Módulo implementado",
    "Equipos instalados y en funcionamiento", "BOLETINES PUBLICADOS",
    "Inventario conciliado al cierre de gestión",
)
DELAYS = (
    "SE REPROGRAMARÁ LA TAREA PARA EL PRÓXIMO POA", "Demora en el proceso de contratación del servicio",
    "El proveedor no presentó la documentación en plazo", "Se reprogramará en el segundo semestre",
    "Cambio de responsable de la unidad durante la gestión", "Falta de personal en las regionales",
    "La normativa que respalda la tarea fue modificada", "Restricciones de movilidad por bloqueos",
    "Recursos transferidos fuera de plazo", "Se realiza el seguimiento mes a mes",
)
PRODUCTS = (
    "Informes de supervisión", "Certificaciones de origen artesanal", "Capacitaciones a usuarios",
    "Mesas técnicas interinstitucionales", "Inspecciones a depósitos y almacenes",
    "Monitoreos de la operatividad", "Reportes estadísticos", "Licencias de operación", "Planes de manejo",
    "Asistencias técnicas a productores", "Convenios de cooperación", "Registro automatizado de operadores",
    "Mantenimiento de vías y puentes menores", "Perfiles de riesgo", "Auditorías de escritorio",
    "Campañas de difusión", "Ingresos por servicios prestados", "Estudios hidrológicos",
    "Actas de verificación", "Resoluciones administrativas", "Fiscalizaciones de campo",
    "Fortalecimiento de capacidades a comités locales", "Estrategia de comunicación", "Tableros de control",
)
PARTICIPLES = (
    "realizados", "elaborados", "emitidas", "brindadas", "atendidas", "concluidos", "aprobados", "asistidas",
    "ejecutados", "gestionadas", "publicados", "verificadas", "actualizados y difundidos",
)
UNITS = (
    "%", "Número", "porcentaje", "cantidad", "Informe", "Km", "Ha.", "Documento", "Evento", "Índice",
)
GOODS_OF_PROJECTS = (
    "de organizaciones apoyadas en su formalización", "de alianzas con convenio firmado",
    "de planes de negocio formulados", "de familias beneficiarias",
    "de proveedores de servicios capacitados", "de hectáreas con riego mejorado",
    "de solicitudes de apoyo financiero", "de oportunidades de negocio",
    "de subproyectos municipales ejecutados", "de reclamos respondidos en plazo", "de talleres de difusión",
    "de mujeres emprendedoras", "de ferias locales", "de centros de acopio",
    "de asistencias técnicas regionales", "de estudios de preinversión",
)
LINES = (
    "En cumplimiento de la normativa de rendición de cuentas, se presenta el detalle correspondiente.",
    "Los montos se expresan en moneda nacional y fueron conciliados con el área contable.",
    "El proceso se inició con la primera inscripción presupuestaria y concluyó dentro del ejercicio.",
    "Se exhorta a las unidades ejecutoras a remitir la documentación de respaldo en los plazos establecidos.",
    "La información fue extraída del sistema integrado y refleja los registros a la fecha de corte.",
    "Las observaciones formuladas por la unidad de auditoría fueron atendidas en su totalidad.",
    "El avance físico guarda relación con los desembolsos efectuados durante el periodo.",
    "Para fines de seguimiento, las regionales remitirán un reporte dentro de los cinco días hábiles.",
    "Las demoras en la contratación obligaron a reprogramar parte de las actividades previstas.",
    "Se adjuntan los cuadros que respaldan lo señalado, para los fines consiguientes.",
    "El presupuesto vigente incorpora las modificaciones aprobadas mediante resolución interna.",
    "La cobertura alcanzó a comunidades que no habían recibido asistencia en gestiones anteriores.",
)
# fmt: on


@dataclass(frozen=True)
class Words:
    """A source of invented wording, steered by one generator of chance."""

    rng: Random

    def institution(self) -> tuple[str, str]:
        """An invented institution and its acronym."""
        body, subject = self.rng.choice(BODIES), self.rng.choice(SUBJECTS)
        name = f"{body} de {subject}"
        letters = [w[:3] if i == 1 else w[0] for i, w in enumerate(body.split())]
        acronym = "".join(letters + [w[:2] for w in subject.split() if len(w) > 2])
        return name, acronym.upper()[:9]

    def person(self, title: bool = True) -> str:
        """A name, with a degree before it or not."""
        names = f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)} {self.rng.choice(LAST)}"
        return f"{self.rng.choice(TITLES)} {names}".strip() if title else names

    def post(self) -> str:
        """A post in an office."""
        return self.rng.choice(POSTS)

    def activity(self) -> str:
        """A task of an operating plan."""
        rng = self.rng
        verb = rng.choice(VERBS)
        if rng.random() < 0.2:
            verb = f"{verb} y {rng.choice(VERBS).lower()}"
        return f"{verb} {rng.choice(THINGS)} {rng.choice(TAILS) if rng.random() < 0.7 else ''}".strip()

    def aim(self) -> str:
        """An operation above several activities."""
        return f"{self.rng.choice(AIMS)} {self.rng.choice(TAILS)}".strip()

    def product(self) -> str:
        """A product of a budget programme."""
        rng = self.rng
        tail = f" {rng.choice(TAILS)}" if rng.random() < 0.5 else ""
        note = f" ({rng.choice(SUBJECTS)})" if rng.random() < 0.12 else ""
        return f"{rng.choice(PRODUCTS)}{tail}, {rng.choice(PARTICIPLES)}{note}{rng.choice(('.', '.', ''))}"

    def product_inside(self) -> str:
        """A product named inside a sentence."""
        product = self.product()
        return product[0].lower() + product[1:]

    def paragraph(self, sentences: int) -> str:
        """Running text."""
        return " ".join(self.rng.sample(LINES, min(sentences, len(LINES))))

    def formula(self) -> str:
        """An indicator's formula with the meaning of its letters."""
        rng = self.rng
        noun, done = rng.choice(PRODUCTS), rng.choice(PARTICIPLES)
        letters = "".join(w[0].upper() for w in noun.split()[:3])
        top, low = f"{letters}{done[0].upper()}", f"{letters}P"
        return f"({top}/{low})*100 {top}: {noun} {done} {low}: {noun} programados"
